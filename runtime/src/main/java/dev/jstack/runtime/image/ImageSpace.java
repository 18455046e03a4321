package dev.jstack.runtime.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The space one image takes, for {@code system df}.
 *
 * @param sharedBytes of layers that other images have too
 * @param uniqueBytes of layers that only this one has
 * @param containers how many were made of it
 */
public record ImageSpace(ImageEntry image, long sharedBytes, long uniqueBytes, int containers) {
  static List<ImageSpace> of(List<ImageEntry> entries, ImageStore store, ImageUsage usage) {
    Map<Digest, Integer> users = new HashMap<>();
    for (ImageEntry entry : entries) {
      new HashSet<>(store.layersOf(entry))
          .forEach(layer -> users.merge(layer.diffId(), 1, Integer::sum));
    }
    var spaces = new ArrayList<ImageSpace>();
    for (ImageEntry entry : entries) {
      long shared = 0;
      long unique = 0;
      for (Layer layer : new HashSet<>(store.layersOf(entry))) {
        boolean alone = users.getOrDefault(layer.diffId(), 0) == 1;
        unique += alone ? layer.size() : 0;
        shared += alone ? 0 : layer.size();
      }
      spaces.add(new ImageSpace(entry, shared, unique, usage.containers(entry.id()).size()));
    }
    return spaces;
  }
}
