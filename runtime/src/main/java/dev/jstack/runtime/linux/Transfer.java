package dev.jstack.runtime.linux;

/**
 * Reads and writes descriptors that may have nothing to give or no room (O_NONBLOCK): one call
 * each, never waiting.
 */
public final class Transfer {
  /** There is nothing to read, or no room to write, for now. */
  public static final int NOT_NOW = -1;

  private static final int MOST = 1 << 16;

  private Transfer() {}

  /** The number of bytes read, 0 at the end, or {@link #NOT_NOW}; never more than 64 KiB. */
  public static int read(Fd fd, byte[] target) {
    try (var scratch = Scratch.take()) {
      int wanted = Math.min(target.length, MOST);
      long buffer = scratch.reserve(wanted);
      long count = Kernel.raw(Syscall.READ, fd.number(), buffer, wanted);
      if (count > 0) {
        scratch.memory().read(scratch.offset(buffer), target, 0, (int) count);
      }
      return outcome("read", count);
    }
  }

  /** The number of bytes written, or {@link #NOT_NOW}. */
  public static int write(Fd fd, byte[] source, int offset, int length) {
    try (var scratch = Scratch.take()) {
      int wanted = Math.min(length, MOST);
      long buffer = scratch.reserve(wanted);
      scratch.memory().write(scratch.offset(buffer), source, offset, wanted);
      return outcome("write", Kernel.raw(Syscall.WRITE, fd.number(), buffer, wanted));
    }
  }

  private static int outcome(String action, long result) {
    if (result >= 0) {
      return (int) result;
    }
    var errno = Errno.of((int) -result);
    if (errno.equals(Errno.EAGAIN) || errno.equals(Errno.EINTR)) {
      return NOT_NOW;
    }
    // A terminal whose other side is closed: its end.
    if (errno.equals(Errno.EIO) && action.equals("read")) {
      return 0;
    }
    throw new LinuxException(action, errno);
  }
}
