package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.layer.TarSequence;
import java.io.IOException;
import java.util.Optional;

/** The diff id of a layer whose files are being made; see {@link TarSequence}. */
public final class LayerDigest implements AutoCloseable {
  private final HashedOutput hashed = new HashedOutput();
  private final TarSequence sequence = new TarSequence(hashed);

  /** What is known of a layer without reading it. */
  record Result(Digest diffId, long bytes, long tarBytes) {}

  LayerDigest() {}

  /** Gets every file of the layer. */
  public TarSequence sequence() {
    return sequence;
  }

  /** Empty when the sequence isn't whole. */
  Optional<Result> finish() {
    try {
      sequence.end();
      close();
    } catch (IOException e) {
      throw new JstackException("cannot hash a layer: " + e.getMessage(), e);
    }
    return sequence.isSpoiled()
        ? Optional.empty()
        : Optional.of(new Result(hashed.digest(), sequence.bytes(), hashed.count()));
  }

  @Override
  public void close() {
    try {
      sequence.close();
    } catch (IOException e) {
      throw new JstackException("cannot hash a layer: " + e.getMessage(), e);
    }
  }
}
