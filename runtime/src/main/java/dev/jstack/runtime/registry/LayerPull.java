package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Ingest;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.layer.ArchiveException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Brings one layer in and unpacks it while it comes. */
final class LayerPull implements Callable<Layer> {
  private static final long PACE = 1 << 18;

  private final Repository repository;
  private final ImageStore store;
  private final DigestLocks locks;
  private final Executor unpackers;
  private final Descriptor blob;
  private final Digest diffId;
  private final LayerListener listener;
  private long told;

  LayerPull(
      Repository repository,
      ImageStore store,
      DigestLocks locks,
      Executor unpackers,
      Descriptor blob,
      Digest diffId,
      LayerListener listener) {
    this.repository = repository;
    this.store = store;
    this.locks = locks;
    this.unpackers = unpackers;
    this.blob = blob;
    this.diffId = diffId;
    this.listener = listener;
  }

  @Override
  public Layer call() throws IOException, InterruptedException {
    try (var _ = locks.hold(blob.digest())) {
      var held = store.layers().find(diffId);
      if (held.isPresent()) {
        tell("Already exists");
        return held.get();
      }
      var layer = fetch();
      tell("Pull complete");
      return layer;
    }
  }

  /** What an earlier transfer left may be damaged: then once more from the beginning. */
  private Layer fetch() throws IOException {
    try (var ingest = store.ingest(blob.digest(), blob.size())) {
      if (ingest.arrived() == 0) {
        return fetch(ingest);
      }
      try {
        return fetch(ingest);
      } catch (ArchiveException e) {
        tell("Retrying");
      }
    }
    try (var again = store.ingest(blob.digest(), blob.size())) {
      return fetch(again);
    }
  }

  private Layer fetch(Ingest ingest) throws IOException {
    var unpacking =
        CompletableFuture.supplyAsync(
            () -> store.layers().unpack(ingest, blob.mediaType(), diffId), unpackers);
    try {
      new BlobDownload(repository, blob, ingest, this::progress).run();
      tell("Download complete");
    } catch (IOException | RuntimeException e) {
      ingest.close();
      if (ingest.refused()) {
        throw unpacking.handle((_, failure) -> cause(failure, e)).join();
      }
      throw e;
    } finally {
      // Nothing of it may go on behind the caller's back.
      unpacking.handle((_, _) -> true).join();
    }
    try {
      return unpacking.join();
    } catch (CompletionException e) {
      throw cause(e, e);
    }
  }

  private static RuntimeException cause(@Nullable Throwable failure, Exception otherwise) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RuntimeException known
        ? known
        : new JstackException("cannot unpack a layer", cause == null ? otherwise : cause);
  }

  private void progress(long arrived) {
    if (arrived - told >= PACE || arrived == blob.size()) {
      told = arrived;
      listener.on(blob.digest().shortHex(), "Downloading", arrived, blob.size());
    }
  }

  private void tell(String text) {
    listener.on(blob.digest().shortHex(), text, 0, 0);
  }
}
