package dev.jstack.cli.frame;

import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.ProcFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whose engine it is: the user that this machine sees, not the root that the user is inside. */
public record EngineUser(long uid, String name) {
  private static final Path PASSWD = Path.of("/etc/passwd");

  /** Of this process. */
  public static EngineUser own() {
    long uid =
        OwnUser.isConfined() ? OwnUser.users().outside(0).orElse(OwnUser.uid()) : OwnUser.uid();
    return new EngineUser(uid, name(uid));
  }

  private static String name(long uid) {
    try {
      return (Files.exists(PASSWD) ? ProcFile.lines(PASSWD.toString()) : List.<String>of())
          .stream()
              .map(line -> line.split(":", -1))
              .filter(fields -> fields.length > 2 && fields[2].equals(String.valueOf(uid)))
              .map(fields -> fields[0])
              .findFirst()
              .orElse(String.valueOf(uid));
    } catch (UncheckedIOException e) {
      return String.valueOf(uid);
    }
  }

  /** Whether containers are made without root's power. */
  public boolean isRootless() {
    return uid != 0;
  }

  @Override
  public String toString() {
    return name + " (uid " + uid + ")";
  }
}
