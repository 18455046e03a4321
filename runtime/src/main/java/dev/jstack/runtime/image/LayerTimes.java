package dev.jstack.runtime.image;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of modification times in a new layer; its tar has whole seconds in any case.
 *
 * @param latest later ones become this (SOURCE_DATE_EPOCH); null keeps them all
 */
public record LayerTimes(@Nullable Instant latest) {
  public static LayerTimes kept() {
    return new LayerTimes(null);
  }

  public static LayerTimes clampedTo(Instant latest) {
    return new LayerTimes(latest);
  }

  long latestSeconds() {
    return latest == null ? Long.MAX_VALUE : latest.getEpochSecond();
  }
}
