package dev.jstack.runtime.image;

import java.util.List;

/**
 * An image's HEALTHCHECK, Docker's extension of the config. Times are nanoseconds, 0 where the
 * image leaves the default.
 *
 * @param test {@code [NONE]}, {@code [CMD, argument…]} or {@code [CMD-SHELL, line]}; empty inherits
 */
public record Healthcheck(
    List<String> test,
    long intervalNanos,
    long timeoutNanos,
    long startPeriodNanos,
    long startIntervalNanos,
    int retries) {
  public Healthcheck {
    test = List.copyOf(test);
  }
}
