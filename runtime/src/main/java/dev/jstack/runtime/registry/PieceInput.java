package dev.jstack.runtime.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What one thread writes, another reads; a few pieces are between them. Either may end it. */
final class PieceInput extends InputStream {
  private static final int PIECES = 8;
  private static final byte[] END = {};

  private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
  private byte @Nullable [] current;
  private int position;
  private volatile boolean closed;
  private volatile @Nullable IOException failure;

  /** Where to write. Without {@link #end} the reader waits for more. */
  OutputStream writer() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) throws IOException {
        if (length > 0) {
          put(Arrays.copyOfRange(source, offset, offset + length));
        }
      }
    };
  }

  /** No more comes: all is written, or it failed. */
  void end(@Nullable IOException cause) throws IOException {
    failure = cause;
    put(END);
  }

  private void put(byte[] piece) throws IOException {
    try {
      while (!pieces.offer(piece, 100, TimeUnit.MILLISECONDS)) {
        if (closed) {
          throw new IOException("nobody reads any more");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while sending");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    byte[] piece = piece();
    if (piece.length == 0 || length == 0) {
      return length == 0 ? 0 : -1;
    }
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, target, offset, count);
    position += count;
    return count;
  }

  private byte[] piece() throws IOException {
    byte[] piece = current;
    if (piece == null || (piece.length > 0 && position == piece.length)) {
      try {
        piece = pieces.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while sending");
      }
      current = piece;
      position = 0;
    }
    var cause = failure;
    if (piece.length == 0 && cause != null) {
      throw cause;
    }
    return piece;
  }

  /** Nothing is read any more; the writer fails instead of waiting. */
  @Override
  public void close() {
    closed = true;
    pieces.clear();
  }
}
