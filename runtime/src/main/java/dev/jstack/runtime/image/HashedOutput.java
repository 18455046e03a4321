package dev.jstack.runtime.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Hashes and counts what is written, in a thread of its own, and keeps none of it. */
final class HashedOutput extends OutputStream {
  private static final int PIECE = 1 << 18;
  private static final int PIECES = 4;

  private final MessageDigest sha256 = Digest.sha256();
  private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(PIECES + 1);
  private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES + 1);
  private @Nullable Thread thread;
  private Piece current = new Piece();
  private boolean closed;
  private long count;

  private static final class Piece {
    private final byte[] bytes = new byte[PIECE];
    private int length;
  }

  /** Of all that was written before it was closed. Once only. */
  Digest digest() {
    return Digest.of(sha256);
  }

  long count() {
    return count;
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
      int room = Math.min(length - done, PIECE - current.length);
      System.arraycopy(source, offset + done, current.bytes, current.length, room);
      current.length += room;
      done += room;
      if (current.length == PIECE) {
        pass();
      }
    }
    count += length;
  }

  private void pass() throws IOException {
    if (thread == null) {
      start();
    }
    try {
      full.put(current);
      current = free.take();
      current.length = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while hashing a layer");
    }
  }

  /** Little is hashed sooner than a thread starts. */
  private void start() {
    for (int i = 0; i < PIECES; i++) {
      free.add(new Piece());
    }
    thread = Thread.ofPlatform().daemon().name("layer-hash").start(this::hash);
  }

  private void hash() {
    try {
      for (var piece = full.take(); piece.length > 0; piece = full.take()) {
        sha256.update(piece.bytes, 0, piece.length);
        free.put(piece);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until all is hashed. An empty piece ends the thread. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (thread == null) {
      sha256.update(current.bytes, 0, current.length);
      return;
    }
    if (current.length > 0) {
      pass();
    }
    try {
      full.put(current);
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while hashing a layer");
    }
  }
}
