package dev.jstack.runtime.layer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses compressed streams that become absurdly large: beyond a free amount, more than some
 * hundred times what was read, or more than any image. Zeros aside, nothing in an image compresses
 * that well.
 */
final class BoundedExpansion extends FilterInputStream {

  private final Counted compressed;
  private final Limits limits;
  private long plain;

  BoundedExpansion(InputStream plain, Counted compressed, Limits limits) {
    super(plain);
    this.compressed = compressed;
    this.limits = limits;
  }

  /**
   * How far a stream may expand.
   *
   * @param free bytes that may come of anything
   * @param ratio the most bytes for each compressed one beyond these
   * @param gibibytes the most in all
   */
  record Limits(long free, long ratio, long gibibytes) {
    static final Limits USUAL =
        new Limits(
            1L << 30,
            Long.getLong("jstack.unpack.ratio", 200),
            Long.getLong("jstack.unpack.gibibytes", 256));
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
    if (plain > limits.free() && plain > compressed.count * limits.ratio()) {
      throw new ArchiveException(
          "archive unpacks to more than " + limits.ratio() + " times its size; not read on");
    }
    if (plain >> 30 >= limits.gibibytes()) {
      throw new ArchiveException(
          "archive unpacks to more than " + limits.gibibytes() + " GiB; not read on");
    }
  }
}
