package dev.jstack.runtime.layer;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Sits below a tar reader and keeps what it reads, but for the contents of files: headers, padding
 * and trailer. The raw headers are needed twice, for names that are not text and to write the very
 * same archive again.
 */
final class TarTap extends FilterInputStream {
  private static final int LARGEST = 8 << 20;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(4096);
  private boolean inContent;

  TarTap(InputStream source) {
    super(source);
  }

  /** From now on contents are read, which are not kept, or again all the rest. */
  void content(boolean begins) {
    inContent = begins;
  }

  /** What was kept since the last call. */
  byte[] take() {
    byte[] bytes = kept.toByteArray();
    kept.reset();
    return bytes;
  }

  int keptBytes() {
    return kept.size();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count > 0 && !inContent) {
      if (kept.size() + count > LARGEST) {
        throw new ArchiveException("archive has more than 8 MiB of headers in one place");
      }
      kept.write(target, offset, count);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] dropped = new byte[(int) Math.min(count, 8192)];
    return Math.max(0, read(dropped, 0, dropped.length));
  }

  /** The reader must not ask how much there is and then skip without reading. */
  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
