package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.image.Digest;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Steps of other builds, kept somewhere.
 *
 * @param name for messages
 * @param layers those that can be had from there
 * @param fetch brings some of them into the store, or throws
 */
public record StepSource(
    String name, CacheTable table, Set<Digest> layers, Consumer<Set<Digest>> fetch) {
  public StepSource {
    layers = Set.copyOf(layers);
  }
}
