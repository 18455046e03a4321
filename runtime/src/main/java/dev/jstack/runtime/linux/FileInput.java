package dev.jstack.runtime.linux;

import java.io.InputStream;
import java.util.Objects;

/**
 * The bytes of an open file from its current position on. Unbuffered: read in large pieces. Closing
 * it closes the descriptor.
 */
public final class FileInput extends InputStream {
  private final Fd fd;

  public FileInput(Fd fd) {
    this.fd = fd;
  }

  public Fd fd() {
    return fd;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    try (var scratch = Scratch.take()) {
      int wanted = Math.min(length, Scratch.BYTES);
      long buffer = scratch.reserve(wanted);
      int count = (int) Kernel.check("read", Syscall.READ, fd.number(), buffer, wanted);
      if (count == 0) {
        return -1;
      }
      scratch.memory().read(scratch.offset(buffer), target, offset, count);
      return count;
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
