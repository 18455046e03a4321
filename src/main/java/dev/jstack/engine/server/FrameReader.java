package dev.jstack.engine.server;

import dev.jstack.client.Frame;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Frames from a client, one after the other. */
final class FrameReader {
  /** A frame that has arrived; {@code payload} is valid until the next one is read. */
  record Received(byte type, ByteBuffer payload) {}

  private final ReadableByteChannel channel;
  private ByteBuffer buffer = ByteBuffer.allocate(8 * 1024).flip();

  FrameReader(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /** Waits for the next frame; fails with {@link EOFException} when the client is gone. */
  Received next() throws IOException {
    need(Frame.HEADER_BYTES);
    byte type = buffer.get();
    int length = buffer.getInt();
    if (length < 0 || length > Frame.MOST_BYTES) {
      throw new IOException("frame " + type + ": invalid length " + length);
    }
    need(length);
    var payload = buffer.slice(buffer.position(), length);
    buffer.position(buffer.position() + length);
    return new Received(type, payload);
  }

  private void need(int count) throws IOException {
    if (buffer.capacity() < count) {
      buffer = ByteBuffer.allocate(count).put(buffer).flip();
    }
    while (buffer.remaining() < count) {
      buffer.compact();
      int got = channel.read(buffer);
      buffer.flip();
      if (got < 0) {
        throw new EOFException("the client is gone");
      }
    }
  }
}
