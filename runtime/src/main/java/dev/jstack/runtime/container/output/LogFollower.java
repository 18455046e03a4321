package dev.jstack.runtime.container.output;

import java.time.Duration;
import java.util.Optional;

/** Reads a log at its own pace; one reader that stops delays nobody else. */
public interface LogFollower extends AutoCloseable {
  /**
   * The next line; waits for one no longer than {@code time}. Empty when none came: ask the
   * container's state whether more can come, then ask again for what was written meanwhile.
   */
  Optional<LogLine> next(Duration time);

  @Override
  void close();
}
