package dev.jstack.runtime.container;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.EventLoop;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Fifo;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.Transfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * Writes to a program's stdin. A write waits while the program doesn't read, without holding a
 * carrier thread: the event loop watches for room.
 */
final class InputPipe extends OutputStream {
  private static final int BLOCK = 1 << 16;

  private final EventLoop loop;
  private final Fd target;

  /** Owns {@code target}. */
  InputPipe(EventLoop loop, Fd target) {
    this.loop = loop;
    this.target = target;
    Fifo.setNonBlocking(target);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    int done = 0;
    while (done < length) {
      int count = some(source, offset + done, length - done);
      if (count == Transfer.NOT_NOW) {
        awaitRoom();
      } else {
        done += count;
      }
    }
  }

  private int some(byte[] source, int offset, int length) throws IOException {
    try {
      return Transfer.write(target, source, offset, length);
    } catch (LinuxException e) {
      throw new IOException(
          e.is(Errno.EPIPE) ? "the program has closed its input" : e.getMessage(), e);
    } catch (IllegalStateException e) {
      throw new IOException("closed", e);
    }
  }

  private void awaitRoom() throws IOException {
    var room = new CountDownLatch(1);
    try (var watch = loop.watch(target, EventLoop.WRITABLE, events -> room.countDown())) {
      Objects.requireNonNull(watch);
      room.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Copies all of {@code source} on a thread of its own; at its end this is closed if asked to. */
  void feed(InputStream source, boolean closeAtEnd) {
    Thread.ofVirtual().name("jstack-input").start(() -> copy(source, closeAtEnd));
  }

  private void copy(InputStream source, boolean closeAtEnd) {
    byte[] block = new byte[BLOCK];
    try {
      for (int count = source.read(block); count >= 0; count = source.read(block)) {
        write(block, 0, count);
      }
    } catch (IOException e) {
      // The program or its user has gone: nothing is left to do for their input.
      close();
      return;
    }
    if (closeAtEnd) {
      close();
    }
  }

  @Override
  public void close() {
    target.close();
  }
}
