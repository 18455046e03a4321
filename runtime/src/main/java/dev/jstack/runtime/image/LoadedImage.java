package dev.jstack.runtime.image;

import java.util.List;

/** An image that an archive brought, and the names it was given. */
public record LoadedImage(Digest id, List<ImageReference> names) {
  public LoadedImage {
    names = List.copyOf(names);
  }

  /** The lines {@code load} prints. */
  public List<String> lines() {
    return names.isEmpty()
        ? List.of("Loaded image ID: " + id)
        : names.stream().map(name -> "Loaded image: " + name.familiar()).toList();
  }
}
