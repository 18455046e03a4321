package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Layer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;

/**
 * Sends a layer while it is compressed, so what it is called is known at the end. If that breaks,
 * or the registry wants pieces, it is compressed into a file first.
 */
final class CompressedUpload {
  private final PushRepository repository;
  private final ImageStore store;
  private final Layer layer;
  private final LongConsumer compressed;

  /** {@code compressed} is told how much of the layer has been read. */
  CompressedUpload(
      PushRepository repository, ImageStore store, Layer layer, LongConsumer compressed) {
    this.repository = repository;
    this.store = store;
    this.layer = layer;
    this.compressed = compressed;
  }

  Descriptor run() throws IOException {
    try (var session = repository.begin()) {
      if (session.chunk() == 0) {
        return stream(session);
      }
    } catch (RegistryException e) {
      if (!e.mayPass()) {
        throw e;
      }
    }
    return spool();
  }

  private Descriptor stream(UploadSession session) {
    var pieces = new PieceInput();
    var compressing = CompletableFuture.supplyAsync(() -> compress(pieces), CompressedUpload::go);
    try {
      session.stream(BodyPublishers.ofInputStream(() -> pieces));
    } finally {
      pieces.close();
      compressing.handle((_, _) -> true).join();
    }
    var blob = result(compressing);
    session.finish(blob.digest());
    return blob;
  }

  private static void go(Runnable work) {
    Thread.ofPlatform().daemon().name("push-gzip").start(work);
  }

  private static Descriptor result(CompletableFuture<Descriptor> compressing) {
    try {
      return compressing.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof JstackException known
          ? known
          : new JstackException("cannot compress a layer: " + e.getMessage(), e);
    }
  }

  private Descriptor compress(PieceInput pieces) {
    try {
      try {
        var blob = compressing().write(pieces.writer());
        pieces.end(null);
        return blob;
      } catch (IOException | RuntimeException e) {
        pieces.end(new IOException("cannot compress the layer", e));
        throw e;
      }
    } catch (IOException e) {
      throw new JstackException("cannot read a layer: " + e.getMessage(), e);
    }
  }

  private CompressedLayer compressing() {
    return new CompressedLayer(store.layers(), layer, compressed);
  }

  private Descriptor spool() throws IOException {
    var file = Files.createTempFile(store.spool(), "push", "");
    try {
      Descriptor blob;
      try (var out = Files.newOutputStream(file)) {
        blob = compressing().write(out);
      }
      new FileUpload(repository, file, blob, _ -> {}).run();
      return blob;
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
