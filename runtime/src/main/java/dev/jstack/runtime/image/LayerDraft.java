package dev.jstack.runtime.image;

import java.nio.file.Path;

/**
 * A layer in the making. Closing it removes what was not committed; after a commit it does nothing.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class LayerDraft implements AutoCloseable {
  LayerDraft() {}

  /** The upper directory of an overlay, or where files are put: mode 0755, root's. */
  public Path upper() {
    throw new UnsupportedOperationException();
  }

  /** The work directory of that overlay. */
  public Path work() {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes the upper directory a layer: its canonical tar is hashed, and the directory becomes the
   * store's. Nothing may have it mounted or open any more. A layer of the same content that is
   * there already is taken instead.
   */
  public Layer commit(LayerTimes times) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
