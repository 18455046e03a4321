package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The passwd and group files of a root file system (passwd(5), group(5)). They are the image's, so
 * nothing is believed: links don't leave the root, only regular files of a sane size are read, and
 * no library of the image is asked.
 */
public final class AccountFiles {
  private static final int MAX_BYTES = 4 << 20;

  private final List<Account> accounts;
  private final List<Group> groups;

  private AccountFiles(List<Account> accounts, List<Group> groups) {
    this.accounts = accounts;
    this.groups = groups;
  }

  /** A user: {@code name:password:uid:gid:comment:home:shell}. */
  record Account(String name, long uid, long gid, String home) {}

  /** A group: {@code name:password:gid:member,member}. */
  record Group(String name, long gid, List<String> members) {}

  /** Reads both; missing files are empty ones. */
  public static AccountFiles in(Directory root) {
    return of(read(root, "etc/passwd"), read(root, "etc/group"));
  }

  static AccountFiles of(String passwd, String group) {
    return new AccountFiles(
        passwd.lines().flatMap(line -> account(line).stream()).toList(),
        group.lines().flatMap(line -> group(line).stream()).toList());
  }

  List<Account> accounts() {
    return accounts;
  }

  List<Group> groups() {
    return groups;
  }

  private static List<Account> account(String line) {
    String[] fields = line.strip().split(":", -1);
    if (fields.length < 6 || !UserText.isId(fields[2]) || !UserText.isId(fields[3])) {
      return List.of();
    }
    return List.of(
        new Account(fields[0], UserText.id(fields[2]), UserText.id(fields[3]), fields[5]));
  }

  private static List<Group> group(String line) {
    String[] fields = line.strip().split(":", -1);
    if (fields.length < 4 || !UserText.isId(fields[2])) {
      return List.of();
    }
    var members = fields[3].isEmpty() ? List.<String>of() : List.of(fields[3].split(",", -1));
    return List.of(new Group(fields[0], UserText.id(fields[2]), members));
  }

  private static String read(Directory root, String path) {
    try (var file =
        root.open(
            RawPath.of(path), Fd.O_RDONLY | Fd.O_NONBLOCK | Fd.O_NOCTTY, 0, Resolve.IN_ROOT)) {
      if (!Attributes.stat(file).isRegular()) {
        throw new JstackException("/" + path + " of the image is not a regular file");
      }
      return text(new FileInput(file), path);
    } catch (LinuxException e) {
      if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
        return "";
      }
      throw e;
    }
  }

  private static String text(InputStream file, String path) {
    try {
      byte[] bytes = file.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new JstackException("/" + path + " of the image is larger than 4 MiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
