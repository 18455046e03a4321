package dev.jstack.runtime.image;

import java.io.IOException;
import java.io.OutputStream;

/** Writes everything twice. Closing it closes neither. */
final class BothOutput extends OutputStream {
  private final OutputStream first;
  private final OutputStream second;

  BothOutput(OutputStream first, OutputStream second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public void write(int b) throws IOException {
    first.write(b);
    second.write(b);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    first.write(source, offset, length);
    second.write(source, offset, length);
  }

  @Override
  public void flush() throws IOException {
    first.flush();
    second.flush();
  }

  @Override
  public void close() {}
}
