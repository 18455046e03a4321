package dev.jstack.runtime.layer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses compressed streams that become absurdly large: beyond a free amount, more than two
 * hundred times what was read, or more than any image. Zeros aside, nothing in an image compresses
 * that well.
 */
final class BoundedExpansion extends FilterInputStream {
  static final long FREE = 1L << 30;
  private static final long LARGEST_RATIO = 200;
  private static final long LARGEST = 256L << 30;

  private final Counted compressed;
  private final long free;
  private long plain;

  BoundedExpansion(InputStream plain, Counted compressed, long free) {
    super(plain);
    this.compressed = compressed;
    this.free = free;
  }

  /** Counts the compressed bytes; the decompressor reads from it. */
  static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream source) {
      super(source);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = in.read(target, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    count(b < 0 ? 0 : 1);
    return b;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, length);
    count(read);
    return read;
  }

  private void count(int read) {
    plain += Math.max(0, read);
    if (plain > free && plain > compressed.count * LARGEST_RATIO) {
      throw new ArchiveException(
          "archive unpacks to more than " + LARGEST_RATIO + " times its size; not read on");
    }
    if (plain > LARGEST) {
      throw new ArchiveException("archive unpacks to more than 256 GiB; not read on");
    }
  }
}
