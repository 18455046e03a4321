package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Layer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Sends what a manifest will name: layers, some at a time, and small documents. */
final class LayerUploads {
  private static final int AT_ONCE = 3;

  private final PushRepository repository;
  private final ImageStore store;
  private final Semaphore turn;
  private final ImageReference name;
  private final LayerListener listener;

  LayerUploads(
      PushRepository repository,
      ImageStore store,
      Semaphore turn,
      ImageReference name,
      LayerListener listener) {
    this.repository = repository;
    this.store = store;
    this.turn = turn;
    this.name = name;
    this.listener = listener;
  }

  /** Returns what each is called there; after a failure nothing goes on. */
  Map<Digest, Descriptor> run(List<Layer> layers) {
    var siblings = new Siblings(store, name);
    var threads =
        Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name("push-", 1).factory());
    try {
      var running = new HashMap<Digest, Future<Descriptor>>();
      for (Layer layer : layers.reversed()) {
        var upload = new LayerUpload(repository, store, layer, siblings.of(layer), turn, listener);
        running.computeIfAbsent(layer.diffId(), _ -> threads.submit(upload::run));
      }
      var sent = new HashMap<Digest, Descriptor>();
      for (var one : running.entrySet()) {
        sent.put(one.getKey(), join(one.getValue()));
      }
      return sent;
    } finally {
      LayerPulls.end(threads);
    }
  }

  private static Descriptor join(Future<Descriptor> upload) {
    try {
      return upload.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new JstackException("cannot push a layer", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JstackException("interrupted while pushing", e);
    }
  }

  /** Sends a small blob, unless it is there. */
  void document(Digest digest, byte[] json) {
    if (!repository.has(digest)) {
      try (var session = repository.begin()) {
        session.finish(digest, BodyPublishers.ofByteArray(json));
      }
    }
  }

  /** The same bytes under the name that an OCI manifest has for them. */
  static Descriptor oci(Descriptor layer) {
    return switch (layer.mediaType()) {
      case "application/vnd.docker.image.rootfs.diff.tar.gzip" ->
          new Descriptor(CompressedLayer.GZIP, layer.digest(), layer.size());
      case "application/vnd.docker.image.rootfs.diff.tar" ->
          new Descriptor(Descriptor.OCI_LAYER, layer.digest(), layer.size());
      case "application/vnd.docker.image.rootfs.diff.tar.zstd" ->
          new Descriptor(Descriptor.OCI_LAYER + "+zstd", layer.digest(), layer.size());
      default -> layer;
    };
  }
}
