package dev.jstack.runtime.linux;

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
    Kernel.check("chown", Syscall.FCHOWN, file.number(), uid, gid);
  }

  public static void setPermissions(Fd file, int permissions) {
    Kernel.check("chmod", Syscall.FCHMOD, file.number(), permissions);
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
