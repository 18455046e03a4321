package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.ImageEntry;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.Layer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which other repositories of a registry have a layer: those of images that came from there. */
final class Siblings {
  private final Map<Digest, String> repositories = new HashMap<>();

  Siblings(ImageStore store, ImageReference name) {
    for (ImageEntry image : store.list()) {
      store.digests(image.id()).stream()
          .filter(other -> other.registry().equals(name.registry()))
          .filter(other -> !other.repository().equals(name.repository()))
          .findFirst()
          .ifPresent(other ->
              store
                  .layersOf(image)
                  .forEach(layer -> repositories.putIfAbsent(layer.diffId(), other.repository())));
    }
  }

  Optional<String> of(Layer layer) {
    return Optional.ofNullable(repositories.get(layer.diffId()));
  }
}
