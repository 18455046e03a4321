package dev.jstack.runtime.container.output;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a log.
 *
 * @param tail the last so many; -1 for all
 * @param since no earlier ones, or null
 * @param until no later ones, or null
 */
public record LogQuery(long tail, @Nullable Instant since, @Nullable Instant until) {
  public static final LogQuery ALL = new LogQuery(-1, null, null);

  /** Only what is still to come. */
  public static final LogQuery NONE = new LogQuery(0, null, null);

  public static LogQuery tail(long lines) {
    return new LogQuery(lines, null, null);
  }
}
