package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A writer and a reader that run at the same time, each in its thread. */
final class Piped {
  private static final int BUFFER = 1 << 16;
  private static final int PIPE = 1 << 20;

  private Piped() {}

  /** Writes all; may find the other end closed. */
  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /** Reads to the end. */
  interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  /** Returns what the reader does; what the writer throws comes before what the reader does. */
  static <T> T through(Writer writer, Reader<T> reader) throws IOException {
    try (var thread = Executors.newSingleThreadExecutor()) {
      var pipe = new PipedInputStream(PIPE);
      var target = new PipedOutputStream(pipe);
      var writing =
          thread.submit(() -> {
            try (var out = new BufferedOutputStream(target, BUFFER)) {
              writer.write(out);
            }
            return true;
          });
      try (pipe) {
        T result = reader.read(pipe);
        await(writing);
        return result;
      } catch (IOException | RuntimeException e) {
        pipe.close();
        afterFailure(writing, e);
        throw e;
      }
    }
  }

  /**
   * A writer that ends early makes its reader fail; one whose reader is gone has nothing to say.
   */
  private static void afterFailure(Future<?> writing, Exception reading) {
    try {
      await(writing);
    } catch (IOException e) {
      reading.addSuppressed(e);
    }
  }

  private static void await(Future<?> writing) throws IOException {
    try {
      writing.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JstackException cause) {
        throw cause;
      }
      throw new IOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JstackException("interrupted while reading a layer", e);
    }
  }
}
