package dev.jstack.runtime.build;

import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.StoredImage;

/** Where base images come from; the engine may fetch what the store doesn't have. */
@FunctionalInterface
public interface BaseImages {
  /** The image, or NotFoundException; {@code fresh} asks for a newer one first. */
  StoredImage find(String name, boolean fresh);

  /** Only what is in the store. */
  static BaseImages of(ImageStore images) {
    return (name, fresh) -> images.require(name);
  }
}
