package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.image.Digest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the cache knows of one step; stored as JSON.
 *
 * @param diffId of the layer, or null when the step changed nothing
 * @param step the step's text, for lists
 * @param bytes size of the layer's files
 * @param created milliseconds since 1970
 */
public record CacheEntry(@Nullable String diffId, String step, long bytes, long created) {
  public CacheEntry at(long millis) {
    return new CacheEntry(diffId, step, bytes, millis);
  }

  public Optional<Digest> layer() {
    return Optional.ofNullable(diffId).map(Digest::parse);
  }
}
