package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Ingest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** Brings one blob in; after a cut it goes on where it was, as long as there is progress. */
final class BlobDownload {
  private static final long PROGRESS = 1 << 20;
  private static final int OK = 200;
  private static final int PARTIAL = 206;

  private final Repository repository;
  private final Descriptor blob;
  private final Ingest ingest;
  private final LongConsumer arrived;

  BlobDownload(Repository repository, Descriptor blob, Ingest ingest, LongConsumer arrived) {
    this.repository = repository;
    this.blob = blob;
    this.ingest = ingest;
    this.arrived = arrived;
  }

  /** Ends with the verified blob, or throws; what has come by then stays. */
  void run() throws IOException {
    var backoff = repository.transport().backoff();
    int failures = 0;
    while (ingest.arrived() < blob.size()) {
      long before = ingest.arrived();
      try {
        fetch(before);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        if (ingest.refused()) {
          throw e;
        }
        failures = ingest.arrived() - before >= PROGRESS ? 1 : failures + 1;
        if (failures >= backoff.tries()) {
          throw new RegistryException(
              0, "blob " + blob.digest().shortHex() + ": " + Failures.reason(e), null, e);
        }
        Backoff.pause(backoff.after(failures));
      }
    }
    ingest.complete();
  }

  private void fetch(long from) throws IOException {
    try (var reply = repository.blob(blob.digest(), from)) {
      long skip = skip(reply, from);
      long length = reply.length().orElse(-1);
      if (length >= 0 && length != blob.size() - from + skip) {
        throw new RegistryException(
            0,
            "blob "
                + blob.digest().shortHex()
                + ": has "
                + (length + from - skip)
                + " bytes instead of "
                + blob.size());
      }
      copy(reply, skip);
    }
  }

  /** How much of the answer is here already: all of it up to {@code from} if it begins at 0. */
  private long skip(Reply reply, long from) {
    if (reply.status() == OK) {
      return from;
    }
    if (reply.status() != PARTIAL || from == 0) {
      throw Failures.of(reply, "blob " + blob.digest().shortHex());
    }
    String expected = "bytes " + from + "-" + (blob.size() - 1) + "/";
    String range = reply.header("content-range");
    if (!range.equals(expected + blob.size()) && !range.equals(expected + "*")) {
      throw new RegistryException(
          0,
          "blob "
              + blob.digest().shortHex()
              + ": asked for the bytes from "
              + from
              + ", got \""
              + range
              + "\"");
    }
    return 0;
  }

  private void copy(Reply reply, long skip) throws IOException {
    long behind = skip;
    for (ByteBuffer bytes = reply.body().next(); bytes != null; bytes = reply.body().next()) {
      int known = (int) Math.min(behind, bytes.remaining());
      bytes.position(bytes.position() + known);
      behind -= known;
      if (bytes.hasRemaining()) {
        ingest.append(bytes);
        arrived.accept(ingest.arrived());
      }
    }
    if (ingest.arrived() < blob.size()) {
      throw new IOException("cut off after " + ingest.arrived() + " of " + blob.size() + " bytes");
    }
  }
}
