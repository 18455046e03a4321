package dev.jstack.engine.server;

import dev.jstack.client.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/** The client's standard input. The client reads only what a reader here has asked for. */
final class CreditedInput extends InputStream {
  private static final int WINDOW = 64 * 1024;

  private final Outbox outbox;
  private final ByteBuffer buffer = ByteBuffer.allocate(WINDOW).flip();
  private int credited;
  private boolean ended;

  CreditedInput(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Bytes that came from the client; more than was credited is a fault of the client. */
  synchronized void receive(ByteBuffer bytes) throws IOException {
    if (bytes.remaining() > credited) {
      throw new IOException("client sent more input than it was asked for");
    }
    credited -= bytes.remaining();
    buffer.compact().put(bytes).flip();
    notifyAll();
  }

  /** The client's input has ended, or the client is gone. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!buffer.hasRemaining() && !ended) {
      ask();
      await();
    }
    if (!buffer.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  @Override
  public synchronized int available() {
    return buffer.remaining();
  }

  private void ask() throws IOException {
    int more = WINDOW - credited;
    if (more >= WINDOW / 2) {
      credited += more;
      outbox.frame(Frame.CREDIT, ByteBuffer.allocate(Integer.BYTES).putInt(more).array());
    }
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
