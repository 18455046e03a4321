package dev.jstack.runtime.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads, decompresses and hashes a stream in a thread of its own, some pieces ahead of the reader:
 * of the two halves of unpacking a layer each gets a core.
 */
final class HashedInput extends InputStream {
  private static final int PIECE = 1 << 18;
  private static final int PIECES = 6;

  private final InputStream source;
  private final MessageDigest sha256 = Digest.sha256();
  private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(PIECES + 1);
  private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES + 1);
  private final Thread thread;
  private @Nullable Piece current;
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;
  private long count;

  private static final class Piece {
    private final byte[] bytes = new byte[PIECE];
    private int length;
    private int position;
  }

  /** The caller closes {@code source} after this. */
  HashedInput(InputStream source) {
    this.source = source;
    for (int i = 0; i < PIECES; i++) {
      free.add(new Piece());
    }
    thread = Thread.ofPlatform().daemon().name("layer-hash").start(this::fill);
  }

  /** Of all bytes; the stream must have been read to its end. Once only. */
  Digest digest() {
    return Digest.of(sha256);
  }

  /** The bytes read so far. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    var piece = piece();
    if (length == 0 || piece.length == 0) {
      return length == 0 ? 0 : -1;
    }
    int copied = Math.min(length, piece.length - piece.position);
    System.arraycopy(piece.bytes, piece.position, target, offset, copied);
    piece.position += copied;
    count += copied;
    return copied;
  }

  /** The piece with the next byte; the empty one at the end comes again and again. */
  private Piece piece() throws IOException {
    var piece = current;
    if (piece != null && (piece.position < piece.length || piece.length == 0)) {
      return piece;
    }
    try {
      if (piece != null) {
        free.put(piece);
      }
      piece = full.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading a layer");
    }
    current = piece;
    if (failure != null && piece.length == 0) {
      throw failed(failure);
    }
    return piece;
  }

  private static IOException failed(Throwable failure) {
    return switch (failure) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> new IOException(failure.getMessage(), failure);
    };
  }

  private void fill() {
    try {
      boolean more = true;
      while (more && !stopped) {
        var piece = free.take();
        piece.position = 0;
        piece.length = 0;
        more = fill(piece);
        full.put(piece);
      }
    } catch (InterruptedException e) {
      stopped = true;
    }
  }

  /** Fills it whole if there is enough; false at the end, with the piece empty. */
  private boolean fill(Piece piece) {
    try {
      int read = source.readNBytes(piece.bytes, 0, PIECE);
      sha256.update(piece.bytes, 0, read);
      piece.length = read;
      return read > 0;
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      return false;
    }
  }

  /** Ends the thread, without interrupting it: that would close channels others read from. */
  @Override
  public void close() throws IOException {
    stopped = true;
    try {
      while (thread.isAlive()) {
        full.clear();
        free.offer(new Piece());
        thread.join(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
