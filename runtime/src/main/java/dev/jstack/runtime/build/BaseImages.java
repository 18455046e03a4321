package dev.jstack.runtime.build;

import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Platform;
import dev.jstack.runtime.image.StoredImage;
import org.jspecify.annotations.Nullable;

/** Where base images come from; the engine may fetch what the store doesn't have. */
@FunctionalInterface
public interface BaseImages {
  /**
   * The image, or NotFoundException.
   *
   * @param platform null is this machine's
   * @param fresh ask for a newer one first
   */
  StoredImage find(String name, @Nullable Platform platform, boolean fresh);

  /** Only what is in the store. */
  static BaseImages of(ImageStore images) {
    return (name, platform, fresh) -> images.require(name);
  }
}
