package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a manifest of a registry leads to that need not be an image: its config, and layers that are
 * brought in when they are wanted.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Artifact(Manifest manifest, byte[] config, Source source) {
  /** Brings layers into the store; returns when all are there. */
  @FunctionalInterface
  public interface Source {
    void fetch(Manifest some, List<Digest> diffIds);
  }

  /** What the config is. */
  public String type() {
    return manifest.config().mediaType();
  }

  /**
   * Brings some of the layers into the store. {@code diffIds} says what each layer of the manifest
   * unpacks to, in its order; anything else is refused.
   */
  public void fetch(List<Digest> diffIds, Set<Digest> wanted) {
    var layers = new ArrayList<>(manifest.layers());
    var chosen = new ArrayList<Digest>();
    for (int i = diffIds.size() - 1; i >= 0; i--) {
      if (wanted.contains(diffIds.get(i))) {
        chosen.addFirst(diffIds.get(i));
      } else {
        layers.remove(i);
      }
    }
    source.fetch(new Manifest(manifest.config(), layers), chosen);
  }
}
