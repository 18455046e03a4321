package dev.jstack.runtime.image;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Hashes what tells whether this machine's programs have changed: the package manager's record, and
 * inode, time of change and size of everything below /usr/local, /opt and /etc.
 */
final class HostKey {
  private static final List<String> PLACES =
      List.of(
          "var/lib/dpkg/status",
          "var/lib/rpm",
          "usr/lib/sysimage/rpm",
          "lib/apk/db",
          "var/lib/pacman/local",
          "usr/local",
          "opt",
          "etc");
  private static final int STAT_BYTES = 5 * Long.BYTES;

  private final MessageDigest sha256 = Digest.sha256();
  private final Set<RawPath> skipped = new HashSet<>();
  private final long device;

  private HostKey(long device, List<Path> own) {
    this.device = device;
    own.forEach(path -> skipped.add(RawPath.of(path.toAbsolutePath().toString()).clean()));
  }

  static Digest current(List<Path> own) {
    try (var root = Directory.open(Path.of("/"))) {
      var key = new HostKey(root.stat().device(), own);
      for (String place : PLACES) {
        var path = RawPath.of(place);
        root.stat(path).ifPresent(stat -> key.add(root, path, path, stat));
      }
      return Digest.of(key.sha256);
    }
  }

  /** Other file systems are not in the host's tree, and jstack's own directories are hidden. */
  private void add(Directory parent, RawPath name, RawPath path, FileStat stat) {
    if (stat.device() != device || skipped.contains(path)) {
      return;
    }
    sha256.update(path.toBytes());
    var numbers = ByteBuffer.allocate(STAT_BYTES);
    numbers.putLong(stat.kind().format() | stat.permissions()).putLong(stat.inode());
    numbers.putLong(stat.changedSeconds()).putLong(stat.changedNanos()).putLong(stat.size());
    sha256.update(numbers.flip());
    if (stat.isDirectory()) {
      addChildren(parent, name, path);
    }
  }

  /** A directory that goes away meanwhile changes the key by its parent's time already. */
  private void addChildren(Directory parent, RawPath name, RawPath path) {
    try (var directory = parent.directory(name)) {
      var entries = directory.list().stream().sorted(Comparator.comparing(DirectoryEntry::name));
      for (DirectoryEntry entry : entries.toList()) {
        var child = entry.name();
        directory.stat(child).ifPresent(stat -> add(directory, child, path.resolve(child), stat));
      }
    } catch (LinuxException e) {
      if (!e.is(Errno.ENOENT)) {
        throw e;
      }
    }
  }
}
