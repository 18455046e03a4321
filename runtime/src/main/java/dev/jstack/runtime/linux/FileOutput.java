package dev.jstack.runtime.linux;

import java.io.OutputStream;
import java.util.Objects;

/**
 * Writes to an open file at its current position. Unbuffered: write in large pieces. Closing it
 * closes the descriptor.
 */
public final class FileOutput extends OutputStream {
  private final Fd fd;

  public FileOutput(Fd fd) {
    this.fd = fd;
  }

  public Fd fd() {
    return fd;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    int done = 0;
    while (done < length) {
      done += writeSome(source, offset + done, length - done);
    }
  }

  /** Leaves {@code length} bytes unwritten, which read as zeros: a hole of a sparse file. */
  public void skip(long length) {
    Kernel.check("seek", Syscall.LSEEK, fd.number(), length, 1);
  }

  /** Sets the file's size, so that a hole at its end exists. */
  public void truncate(long size) {
    Kernel.check("truncate", Syscall.FTRUNCATE, fd.number(), size);
  }

  @Override
  public void close() {
    fd.close();
  }

  private int writeSome(byte[] source, int offset, int length) {
    try (var scratch = Scratch.take()) {
      int count = Math.min(length, Scratch.BYTES);
      long buffer = scratch.reserve(count);
      scratch.memory().write(scratch.offset(buffer), source, offset, count);
      return (int) Kernel.check("write", Syscall.WRITE, fd.number(), buffer, count);
    }
  }
}
