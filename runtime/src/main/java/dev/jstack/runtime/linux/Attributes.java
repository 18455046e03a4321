package dev.jstack.runtime.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Owner, permissions and times of an open file or directory. */
public final class Attributes {
  private static final int UTIME_TIMES = 32;

  private Attributes() {}

  public static FileStat stat(Fd file) {
    return AtCalls.stat(file, RawPath.EMPTY)
        .orElseThrow(() -> new LinuxException("stat " + file, Errno.ENOENT));
  }

  /** Clears setuid and setgid bits: set permissions afterwards. */
  public static void setOwner(Fd file, int uid, int gid) {
    try {
      Kernel.check("chown", Syscall.FCHOWN, file.number(), uid, gid);
    } catch (LinuxException e) {
      throw OwnUser.explained(e, uid, gid);
    }
  }

  public static void setPermissions(Fd file, int permissions) {
    Kernel.check("chmod", Syscall.FCHMOD, file.number(), permissions);
  }

  /** The bits that this process's new files don't get. */
  public static int umask() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("Umask:"))
          .findFirst()
          .map(line -> Integer.parseInt(line.substring("Umask:".length()).strip(), 8))
          .orElse(0777);
    } catch (IOException e) {
      return 0777;
    }
  }

  /** Sets the modification and access times. */
  public static void setModified(Fd file, long seconds, int nanos) {
    try (var scratch = Scratch.take()) {
      long times = scratch.reserve(UTIME_TIMES);
      AtCalls.times(scratch, times, seconds, nanos);
      Kernel.check("utimensat", Syscall.UTIMENSAT, file.number(), 0, times, 0);
    }
  }
}
