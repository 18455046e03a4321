package dev.jstack.runtime.image;

import java.io.InputStream;
import java.util.Optional;

/**
 * Unpacked layers by diff id, each one a directory that overlays mount. A layer is visible when it
 * is complete and on disk, and never changes afterwards.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class LayerStore {
  LayerStore() {}

  public Optional<Layer> find(Digest diffId) {
    throw new UnsupportedOperationException();
  }

  /** A fresh place to make a layer in: an overlay's upper directory, or filled by hand. */
  public LayerDraft draft() {
    throw new UnsupportedOperationException();
  }

  /** Unpacks a tar, compressed or not, as a layer; hostile entries are refused. */
  public Layer unpack(InputStream tar) {
    throw new UnsupportedOperationException();
  }

  /**
   * Keeps the layers that are made or found from now on from being swept until it is closed, though
   * no image has them yet. A build holds one.
   */
  public Lease lease() {
    throw new UnsupportedOperationException();
  }

  /** See {@link #lease()}. */
  public interface Lease extends AutoCloseable {
    @Override
    void close();
  }
}
