package dev.jstack.engine.server;

import dev.jstack.client.Frame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Frames on their way to a client. Writers only append; a thread of its own sends whatever has
 * gathered, so many small writes become few system calls and nobody has to flush. A full outbox
 * makes writers wait for the client; once the client is gone everything is dropped.
 */
final class Outbox implements Runnable {
  private static final int CAPACITY = 256 * 1024;
  private static final int LONGEST_FRAME = 32 * 1024;

  private final WritableByteChannel channel;
  private ByteBuffer gathering = ByteBuffer.allocate(CAPACITY);
  private ByteBuffer sending = ByteBuffer.allocate(CAPACITY);

  /** Where the last frame begins, if bytes of the same stream may still be added to it; else -1. */
  private int lastFrame = -1;

  private boolean ended;
  private boolean broken;

  Outbox(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** A stream whose bytes become frames of {@code type}. */
  OutputStream stream(byte type) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        while (from < offset + length) {
          int count = Math.min(offset + length - from, LONGEST_FRAME);
          append(type, bytes, from, count, true);
          from += count;
        }
      }
    };
  }

  /** Adds a frame of its own. */
  void frame(byte type, byte... payload) throws IOException {
    append(type, payload, 0, payload.length, false);
  }

  /** Sends what there is, then ends {@link #run()}; no more frames are taken. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The client takes nothing any more. */
  synchronized void drop() {
    broken = true;
    notifyAll();
  }

  /** Sends until the end. */
  @Override
  public void run() {
    try {
      for (var next = next(); next.hasRemaining(); next = next()) {
        while (next.hasRemaining()) {
          channel.write(next);
        }
      }
    } catch (IOException e) {
      drop();
    }
  }

  private synchronized void append(byte type, byte[] bytes, int offset, int length, boolean join)
      throws IOException {
    while (!broken && gathering.remaining() < length + Frame.HEADER_BYTES) {
      await();
    }
    if (broken || ended) {
      throw new IOException("the client is gone");
    }
    if (!join || !joins(type, length)) {
      lastFrame = join ? gathering.position() : -1;
      gathering.put(type).putInt(0);
    }
    gathering.put(bytes, offset, length);
    int begin = join ? lastFrame : gathering.position() - length - Frame.HEADER_BYTES;
    gathering.putInt(begin + 1, gathering.position() - begin - Frame.HEADER_BYTES);
    notifyAll();
  }

  private boolean joins(byte type, int length) {
    return lastFrame >= 0
        && gathering.get(lastFrame) == type
        && gathering.position() - lastFrame + length <= LONGEST_FRAME;
  }

  /** What has gathered, without waiting longer than for the first byte; empty at the end. */
  private synchronized ByteBuffer next() throws IOException {
    while (gathering.position() == 0 && !ended && !broken) {
      await();
    }
    if (broken) {
      return ByteBuffer.allocate(0);
    }
    var full = gathering.flip();
    gathering = sending.clear();
    sending = full;
    lastFrame = -1;
    notifyAll();
    return full;
  }

  @SuppressWarnings("WaitNotInLoop") // the callers loop
  private void await() throws IOException {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
