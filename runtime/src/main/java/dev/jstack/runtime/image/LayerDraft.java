package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A layer in the making. Closing it removes what was not committed; after a commit it does nothing.
 */
public final class LayerDraft implements AutoCloseable {
  private final LayerStore store;
  private final Path place;
  private boolean committed;

  LayerDraft(LayerStore store, Path place) {
    this.store = store;
    this.place = place;
  }

  /** The upper directory of an overlay, or where files are put: mode 0755, root's. */
  public Path upper() {
    return LayerDirectory.files(place);
  }

  /** The empty work directory of that overlay, made at the first call. */
  public Path work() {
    try {
      return Files.createDirectories(LayerDirectory.work(place));
    } catch (IOException e) {
      throw new JstackException("cannot make a work directory: " + e.getMessage(), e);
    }
  }

  /**
   * Makes the upper directory a layer: its canonical tar is hashed, and the directory becomes the
   * store's. Nothing may have it mounted or open any more. A layer of the same content that is
   * there already is taken instead.
   */
  public Layer commit(LayerTimes times) {
    refuseTwice();
    var layer = store.adopt(place, times);
    committed = true;
    return layer;
  }

  /** Hashes the layer's tar while the files are made; the caller closes it. */
  public LayerDigest digest() {
    return new LayerDigest();
  }

  /**
   * Likewise, without reading the files again if {@code digest} has seen them all. Their times are
   * as {@code times} would make them already.
   */
  public Layer commit(LayerTimes times, LayerDigest digest) {
    var sequence = digest.finish();
    if (sequence.isEmpty()) {
      return commit(times);
    }
    refuseTwice();
    var layer = store.adopt(place, sequence.get());
    committed = true;
    return layer;
  }

  private void refuseTwice() {
    if (committed) {
      throw new IllegalStateException("the layer is committed");
    }
    Directories.removeIfThere(LayerDirectory.work(place));
  }

  @Override
  public void close() {
    if (!committed) {
      store.discard(place);
    }
  }
}
