package dev.jstack.runtime.linux;

import com.sun.jna.Memory;

/**
 * Reads and writes descriptors that may have nothing to give or no room (O_NONBLOCK): one call
 * each, never waiting.
 */
public final class Transfer {
  /** There is nothing to read, or no room to write, for now. */
  public static final int NOT_NOW = -1;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final ThreadLocal<Memory> BUFFER =
      ThreadLocal.withInitial(() -> new Memory(BUFFER_BYTES));

  private Transfer() {}

  /** The number of bytes read, 0 at the end, or {@link #NOT_NOW}; never more than 64 KiB. */
  public static int read(Fd fd, byte[] target) {
    var buffer = BUFFER.get();
    int wanted = Math.min(target.length, BUFFER_BYTES);
    long count = Kernel.raw(Syscall.READ, fd.number(), Kernel.address(buffer), wanted);
    if (count > 0) {
      buffer.read(0, target, 0, (int) count);
    }
    return outcome("read", count);
  }

  /** The number of bytes written, or {@link #NOT_NOW}. */
  public static int write(Fd fd, byte[] source, int offset, int length) {
    var buffer = BUFFER.get();
    int wanted = Math.min(length, BUFFER_BYTES);
    buffer.write(0, source, offset, wanted);
    return outcome(
        "write", Kernel.raw(Syscall.WRITE, fd.number(), Kernel.address(buffer), wanted));
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
