package dev.jstack.runtime.image;

import java.io.OutputStream;

/** Counts the bytes that are written and drops them. */
final class CountedOutput extends OutputStream {
  private long count;

  long count() {
    return count;
  }

  @Override
  public void write(int b) {
    count++;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    count += length;
  }
}
