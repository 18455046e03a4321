package dev.jstack.engine;

import dev.jstack.engine.supervise.HealthStatus;
import dev.jstack.engine.supervise.ProbeResult;
import java.util.List;

/**
 * The health of a running container.
 *
 * @param failingStreak counted failures in a row
 * @param probes how many there were
 * @param results the last five, oldest first
 */
public record HealthReport(
    HealthStatus status, int failingStreak, int probes, List<ProbeResult> results) {
  public HealthReport {
    results = List.copyOf(results);
  }

  /** {@code health: starting, 3 failed probes, last: connection refused}. */
  @Override
  public String toString() {
    long failed = results.stream().filter(result -> !result.passed()).count();
    String text = "health: " + status;
    if (failed == 0) {
      return text;
    }
    String last = results.getLast().output().strip();
    String reason = last.isEmpty() ? "exit code " + results.getLast().exitCode() : last;
    return text
        + ", "
        + (failed == 1 ? "1 failed probe" : Math.max(failed, probes) + " failed probes")
        + ", last: "
        + reason.lines().reduce((_, line) -> line).orElse("");
  }
}
