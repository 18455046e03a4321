package dev.jstack.cli.option;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * What somebody types, up to the keys with which they leave: these are not passed on, and after
 * them the input is at its end. Keys that could be the beginning of them wait for the next one.
 */
public final class EscapeInput extends InputStream {
  private static final int BLOCK = 1 << 12;

  private final InputStream source;
  private final DetachKeys keys;
  private final Runnable left;
  private final byte[] block = new byte[BLOCK];
  private ByteBuffer ready = ByteBuffer.allocate(0);
  private int matched;
  private boolean over;

  /** {@code left} is called once, when the keys were pressed. */
  public EscapeInput(InputStream source, DetachKeys keys, Runnable left) {
    this.source = source;
    this.keys = keys;
    this.left = left;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    while (!ready.hasRemaining()) {
      if (over || !fill()) {
        return -1;
      }
    }
    int count = Math.min(length, ready.remaining());
    ready.get(target, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    int count = source.read(block);
    var passed = ByteBuffer.allocate(Math.max(0, count) + keys.length());
    if (count < 0) {
      passed.put(keys.first(matched));
      over = true;
    }
    for (int i = 0; i < count && !over; i++) {
      take(block[i], passed);
    }
    ready = passed.flip();
    return ready.hasRemaining() || !over;
  }

  private void take(byte key, ByteBuffer passed) {
    if (key != keys.at(matched)) {
      passed.put(keys.first(matched));
      matched = 0;
    }
    if (key != keys.at(matched)) {
      passed.put(key);
    } else if (++matched == keys.length()) {
      matched = 0;
      over = true;
      left.run();
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
