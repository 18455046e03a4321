package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.image.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that the build cache keeps.
 *
 * @param id of the record; stable
 * @param description the step's text, or the id of a cache mount
 * @param bytes of its files; steps with the same layer share them
 * @param inUse a step that runs has it: it stays
 */
public record CacheRecord(
    Digest id,
    Kind kind,
    String description,
    Optional<Digest> layer,
    long bytes,
    Instant created,
    Instant lastUsed,
    boolean inUse) {
  /** What it is. */
  public enum Kind {
    /** The result of a step. */
    STEP,
    /** A directory of {@code RUN --mount=type=cache}. */
    MOUNT
  }
}
