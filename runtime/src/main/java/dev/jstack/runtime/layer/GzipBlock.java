package dev.jstack.runtime.layer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/** Some bytes that are compressed by themselves, and end at a whole byte of the stream. */
final class GzipBlock implements AutoCloseable {
  static final int SIZE = 1 << 18;
  private static final int LEVEL = 1;

  /** One byte in so many is looked at: a prime, as data has powers of two in it. */
  private static final int STEP = 7;

  private static final int LARGEST_STORED = 0xffff;

  /** A flush takes five bytes, as does the head of each stored block. */
  private static final int ROOM = SIZE + 1024;

  private final Deflater deflater = new Deflater(LEVEL, true);
  private final byte[] plain = new byte[SIZE];
  private final byte[] compressed = new byte[ROOM];
  private int length;
  private int compressedLength;

  boolean isFull() {
    return length == SIZE;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Takes as many as there is room for; returns how many. */
  int fill(byte[] source, int offset, int count) {
    int taken = Math.min(count, SIZE - length);
    System.arraycopy(source, offset, plain, length, taken);
    length += taken;
    return taken;
  }

  GzipBlock compress() {
    if (isDense()) {
      store();
      return this;
    }
    deflater.reset();
    deflater.setInput(plain, 0, length);
    compressedLength = deflater.deflate(compressed, 0, ROOM, Deflater.SYNC_FLUSH);
    if (!deflater.needsInput() || compressedLength == ROOM) {
      store();
    }
    return this;
  }

  /** Whether all bytes are about equally frequent: then trying costs time and saves nothing. */
  private boolean isDense() {
    int[] counts = new int[256];
    int looked = 0;
    for (int i = 0; i < length; i += STEP) {
      counts[plain[i] & 0xff]++;
      looked++;
    }
    long squares = 0;
    for (int count : counts) {
      squares += (long) count * count;
    }
    long even = (long) looked * looked / 256;
    return length >= SIZE / 4 && squares < even + even / 20;
  }

  /** Stored blocks (RFC 1951, 3.2.4): the length, its complement, the bytes. */
  private void store() {
    compressedLength = 0;
    for (int from = 0; from < length; from += LARGEST_STORED) {
      int count = Math.min(LARGEST_STORED, length - from);
      put(0);
      put(count);
      put(count >> 8);
      put(~count);
      put(~count >> 8);
      System.arraycopy(plain, from, compressed, compressedLength, count);
      compressedLength += count;
    }
  }

  private void put(int b) {
    compressed[compressedLength++] = (byte) b;
  }

  /** After that it is empty again. */
  void writeTo(OutputStream target) throws IOException {
    target.write(compressed, 0, compressedLength);
    length = 0;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
