package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Descriptor;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Layer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Sends one layer: as it was pulled or pushed before if that is known, else freshly compressed. */
final class LayerUpload {
  private final PushRepository repository;
  private final ImageStore store;
  private final Layer layer;
  private final Optional<String> sibling;
  private final Semaphore turn;
  private final LayerListener listener;

  /**
   * {@code sibling} is another repository of the registry that may have the blob. Compressing uses
   * all cores, so one layer does it at a {@code turn}.
   */
  LayerUpload(
      PushRepository repository,
      ImageStore store,
      Layer layer,
      Optional<String> sibling,
      Semaphore turn,
      LayerListener listener) {
    this.repository = repository;
    this.store = store;
    this.layer = layer;
    this.sibling = sibling;
    this.turn = turn;
    this.listener = listener;
  }

  /** Returns what the layer is called there. */
  Descriptor run() {
    tell("Preparing");
    var known = store.layers().blob(layer);
    if (known.isPresent() && repository.has(known.get().digest())) {
      tell("Layer already exists");
      return known.get();
    }
    try {
      return known.isPresent() && sibling.isPresent() ? mount(known.get()) : send(known);
    } catch (IOException e) {
      throw new RegistryException(0, "push: " + Failures.reason(e), null, e);
    }
  }

  private Descriptor mount(Descriptor known) throws IOException {
    var session = repository.mount(known.digest(), sibling.orElseThrow());
    if (session.isEmpty()) {
      tell("Mounted from " + sibling.orElseThrow());
      return known;
    }
    session.get().close();
    return send(Optional.of(known));
  }

  private Descriptor send(Optional<Descriptor> known) throws IOException {
    var file = store.layers().blobFile(layer);
    var sent =
        known.isPresent() && file.isPresent()
            ? sendFile(known.get(), file.get())
            : compressAndSend();
    tell("Pushed");
    return sent;
  }

  private Descriptor sendFile(Descriptor blob, Path file) throws IOException {
    new FileUpload(repository, file, blob, done -> progress(done, blob.size())).run();
    return blob;
  }

  private Descriptor compressAndSend() throws IOException {
    Descriptor blob;
    acquire();
    try {
      blob = new CompressedUpload(repository, store, layer, this::progress).run();
    } finally {
      turn.release();
    }
    store.layers().rememberBlob(layer, blob);
    return blob;
  }

  private void acquire() throws InterruptedIOException {
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void progress(long done) {
    progress(done, layer.tarSize());
  }

  private void progress(long done, long total) {
    listener.on(layer.diffId().shortHex(), "Pushing", Math.min(done, total), total);
  }

  private void tell(String text) {
    listener.on(layer.diffId().shortHex(), text, 0, 0);
  }
}
