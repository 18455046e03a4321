package dev.jstack.runtime.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, read as it comes and no faster than it is taken. A read that gets nothing
 * for too long fails: a connection that hangs is as good as broken.
 */
final class BodyInput extends InputStream implements BodySubscriber<BodyInput> {
  private final Duration patience;
  private final BlockingQueue<Piece> arrived = new LinkedBlockingQueue<>();
  private final Queue<ByteBuffer> current = new ArrayDeque<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private @Nullable Piece end;

  private record Piece(List<ByteBuffer> buffers, boolean last, @Nullable Throwable failure) {}

  BodyInput(Duration patience) {
    this.patience = patience;
  }

  @Override
  public CompletionStage<BodyInput> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (subscription.complete(given)) {
      given.request(1);
    } else {
      given.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    arrived.add(new Piece(buffers, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    arrived.add(new Piece(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    arrived.add(new Piece(List.of(), true, null));
  }

  /** The bytes that come next, or null at the end; they are gone with the next call. */
  @Nullable ByteBuffer next() throws IOException {
    while (true) {
      var buffer = current.peek();
      if (buffer != null && buffer.hasRemaining()) {
        return buffer;
      }
      if (buffer != null) {
        current.remove();
      } else if (!fill()) {
        return null;
      }
    }
  }

  private boolean fill() throws IOException {
    var piece = end != null ? end : take();
    if (piece.last()) {
      end = piece;
      if (piece.failure() != null) {
        throw new IOException(piece.failure().getMessage(), piece.failure());
      }
      return false;
    }
    current.addAll(piece.buffers());
    subscription.join().request(1);
    return true;
  }

  private Piece take() throws IOException {
    try {
      var piece = arrived.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (piece == null) {
        throw new HttpTimeoutException("nothing came for " + patience.toSeconds() + " s");
      }
      return piece;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading from a registry");
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
    var buffer = length == 0 ? null : next();
    if (buffer == null) {
      return length == 0 ? 0 : -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  /** Ends the transfer, wherever it is. */
  @Override
  public void close() {
    if (subscription.isDone() || !subscription.cancel(false)) {
      subscription.join().cancel();
    }
  }
}
