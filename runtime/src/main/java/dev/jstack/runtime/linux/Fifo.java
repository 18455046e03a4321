package dev.jstack.runtime.linux;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Optional;

/** Named pipes (fifo(7)), and what all pipes can be set to. */
public final class Fifo {
  private static final int AT_FDCWD = -100;
  private static final int S_IFIFO = 0x1000;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int F_SETPIPE_SZ = 1031;

  private Fifo() {}

  /** Makes a named pipe in one of our own directories. */
  public static void make(Path path) {
    var name = Kernel.cString(path.toString());
    try {
      Kernel.check(
          "mkfifo " + path, Syscall.MKNODAT, AT_FDCWD, Kernel.address(name), S_IFIFO | 0600, 0);
    } finally {
      Reference.reachabilityFence(name);
    }
  }

  /** Asks for room for this many bytes; the kernel's limit for the user may give less. */
  public static void resize(Fd pipe, int bytes) {
    Kernel.raw(Syscall.FCNTL, pipe.number(), F_SETPIPE_SZ, bytes);
  }

  public static void setNonBlocking(Fd fd) {
    long flags = Kernel.check("fcntl", Syscall.FCNTL, fd.number(), F_GETFL);
    Kernel.check("fcntl", Syscall.FCNTL, fd.number(), F_SETFL, flags | Fd.O_NONBLOCK);
  }

  /** Opens the write end of a named pipe without waiting; empty when nobody reads it. */
  public static Optional<Fd> openWriter(Path path) {
    try {
      return Optional.of(Fd.open(path.toString(), Fd.O_WRONLY | Fd.O_NONBLOCK));
    } catch (LinuxException e) {
      if (e.is(Errno.ENXIO) || e.is(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
