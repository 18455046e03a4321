package dev.jstack.runtime.image;

import java.util.List;
import java.util.Set;

/** What the rest of the engine still needs of the store; asked at the moment of a removal. */
public interface ImageUsage {
  /** The containers of an image: created, running or stopped. */
  List<ImageUser> containers(Digest image);

  /** Layers that the build cache holds, by diff id. */
  Set<Digest> cachedLayers();

  /** Nobody needs anything. */
  static ImageUsage none() {
    return new ImageUsage() {
      @Override
      public List<ImageUser> containers(Digest image) {
        return List.of();
      }

      @Override
      public Set<Digest> cachedLayers() {
        return Set.of();
      }
    };
  }
}
