package dev.jstack.runtime.container;

import java.util.List;

/**
 * How a container's health is probed.
 *
 * @param test {@code [NONE]}, {@code [CMD, argument…]} or {@code [CMD-SHELL, line]}; empty takes
 *     the image's test with these times
 * @param intervalMillis between probes; 0 is the default of 30 s
 * @param timeoutMillis of one probe; 0 is 30 s
 * @param retries failures in a row that make it unhealthy; 0 is 3
 * @param startPeriodMillis failures in it don't count
 * @param startIntervalMillis between probes in the start period; 0 is 5 s
 */
public record HealthSpec(
    List<String> test,
    long intervalMillis,
    long timeoutMillis,
    int retries,
    long startPeriodMillis,
    long startIntervalMillis) {
  public HealthSpec {
    test = List.copyOf(test);
  }
}
