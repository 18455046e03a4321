package dev.jstack.runtime.build;

import dev.jstack.runtime.image.Digest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times that a build writes into layers and configs. They come from the inputs and not from the
 * clock, so that equal inputs make equal images on every machine; yet they grow from step to step,
 * as build tools compare the ages of files, and differ when the contents do, as web servers derive
 * ETags from them. They begin a week before the base image's own, for a base may be a minute old,
 * and no file may come from the future: ninja, make and tar stumble over that. SOURCE_DATE_EPOCH,
 * when given, replaces them all.
 */
final class StepClock {
  /** What is built on nothing starts here. */
  static final Instant START = Instant.parse("2000-01-01T00:00:00Z");

  private static final int SPREAD_BITS = 12;
  private static final Duration LEAD = Duration.ofDays(7);

  private final @Nullable Instant fixed;
  private Instant now;

  StepClock(@Nullable Instant base, @Nullable Instant fixed) {
    this.fixed = fixed;
    this.now = base == null ? START : Instant.ofEpochSecond(base.getEpochSecond());
  }

  /** Where the steps on a base image begin that was made at this time. */
  static @Nullable Instant on(@Nullable Instant created) {
    return created == null || created.isBefore(Instant.EPOCH.plus(LEAD))
        ? created
        : created.minus(LEAD);
  }

  /** Where the steps so far have come to. */
  Instant now() {
    return fixed == null ? now : fixed;
  }

  /** The time of a step with this cache key. */
  Instant after(Digest key) {
    int bits = Integer.parseInt(key.hex().substring(0, 6), 16) & ((1 << SPREAD_BITS) - 1);
    return fixed == null ? now.plusSeconds(1L + bits) : fixed;
  }

  /** The step is done. */
  void advance(Instant time) {
    now = time;
  }
}
