package dev.jstack.runtime.layer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A zstd stream (RFC 8878) without its skippable frames, which the decompressor doesn't know:
 * zstd:chunked images have their table of contents there. A window that can't be had is refused
 * before it is asked for.
 */
final class ZstdFrames extends InputStream {
  private static final int MAGIC = 0xfd2fb528;
  private static final int SKIPPABLE = 0x184d2a50;
  private static final int SKIPPABLE_MASK = 0xfffffff0;
  private static final int LARGEST_WINDOW = 8 << 20;
  private static final int RLE = 1;

  private final InputStream source;
  private byte[] pending = {};
  private int position;
  private long blockLeft;
  private boolean inFrame;
  private boolean lastBlock;
  private boolean hasChecksum;

  ZstdFrames(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position == pending.length && blockLeft == 0) {
      if (!advance()) {
        return -1;
      }
    }
    if (position < pending.length) {
      int count = Math.min(length, pending.length - position);
      System.arraycopy(pending, position, target, offset, count);
      position += count;
      return count;
    }
    int count = source.read(target, offset, (int) Math.min(length, blockLeft));
    if (count < 0) {
      throw cutOff();
    }
    blockLeft -= count;
    return count;
  }

  /** The next header or checksum into {@link #pending}; false at the end of the stream. */
  private boolean advance() throws IOException {
    if (!inFrame) {
      return beginFrame();
    }
    if (!lastBlock) {
      pass(source.readNBytes(3), 3);
      int header = (int) little(pending, 0, 3);
      lastBlock = (header & 1) != 0;
      blockLeft = (header >> 1 & 3) == RLE ? 1 : header >> 3;
      return true;
    }
    inFrame = false;
    if (hasChecksum) {
      pass(source.readNBytes(4), 4);
    }
    return true;
  }

  private boolean beginFrame() throws IOException {
    byte[] magic = source.readNBytes(4);
    if (magic.length == 0) {
      return false;
    }
    long kind = magic.length == 4 ? little(magic, 0, 4) : 0;
    if (((int) kind & SKIPPABLE_MASK) == SKIPPABLE) {
      source.skipNBytes(little(source.readNBytes(4), 0, 4));
      return true;
    }
    if ((int) kind != MAGIC) {
      throw new ArchiveException("zstd stream is followed by something else");
    }
    int descriptor = source.read();
    boolean single = (descriptor & 0x20) != 0;
    int sizeBytes = descriptor >> 6 == 0 ? (single ? 1 : 0) : 1 << (descriptor >> 6);
    int dictionaryBytes = (1 << (descriptor & 3)) >> 1;
    int length = (single ? 0 : 1) + dictionaryBytes + sizeBytes;
    byte[] rest = source.readNBytes(length);
    if (descriptor < 0 || rest.length < length) {
      throw cutOff();
    }
    checkWindow(single ? contentSize(rest, dictionaryBytes, sizeBytes) : window(rest[0] & 0xff));
    byte[] header = new byte[5 + length];
    System.arraycopy(magic, 0, header, 0, 4);
    header[4] = (byte) descriptor;
    System.arraycopy(rest, 0, header, 5, length);
    pass(header, header.length);
    inFrame = true;
    lastBlock = false;
    hasChecksum = (descriptor & 4) != 0;
    return true;
  }

  private static long window(int descriptor) {
    long base = 1L << (10 + (descriptor >> 3));
    return base + base / 8 * (descriptor & 7);
  }

  private static long contentSize(byte[] header, int at, int bytes) throws EOFException {
    return little(header, at, bytes) + (bytes == 2 ? 256 : 0);
  }

  private static void checkWindow(long window) {
    if (window < 0 || window > LARGEST_WINDOW) {
      throw new ArchiveException(
          "zstd stream needs a window of "
              + Long.toUnsignedString(window)
              + " bytes, more than 8 MiB; compress it with a level up to 19");
    }
  }

  private void pass(byte[] bytes, int expected) throws EOFException {
    if (bytes.length < expected) {
      throw cutOff();
    }
    pending = bytes;
    position = 0;
  }

  private static long little(byte[] bytes, int at, int count) throws EOFException {
    if (at + count > bytes.length) {
      throw cutOff();
    }
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << 8 | (bytes[at + i] & 0xff);
    }
    return value;
  }

  private static EOFException cutOff() {
    return new EOFException("zstd stream is cut off");
  }
}
