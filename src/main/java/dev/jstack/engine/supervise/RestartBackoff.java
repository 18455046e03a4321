package dev.jstack.engine.supervise;

import dev.jstack.runtime.container.RestartPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether and when a container comes back after an exit: after 100 ms, doubling to a
 * minute, from the start again once it ran for ten seconds. One per container; not thread-safe.
 */
public final class RestartBackoff {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration STEADY = Duration.ofSeconds(10);

  private Duration delay = Duration.ZERO;
  private int restarts;

  /** {@code restarts} made so far, for a container that outlived its engine. */
  public RestartBackoff(int restarts) {
    this.restarts = restarts;
  }

  /** The pause before the next start, or empty when it stays down; asked once for each exit. */
  public Optional<Duration> afterExit(RestartPolicy policy, int exitCode, Duration ran) {
    if (!comesBack(policy, exitCode)) {
      return Optional.empty();
    }
    delay = ran.compareTo(STEADY) >= 0 || delay.isZero() ? FIRST : delay.multipliedBy(2);
    if (delay.compareTo(LONGEST) > 0) {
      delay = LONGEST;
    }
    restarts++;
    return Optional.of(delay);
  }

  /** How often it came back. */
  public int restarts() {
    return restarts;
  }

  private boolean comesBack(RestartPolicy policy, int exitCode) {
    return switch (policy.condition()) {
      case NO -> false;
      case ALWAYS, UNLESS_STOPPED -> true;
      case ON_FAILURE ->
          exitCode != 0 && (policy.maximumRetries() == 0 || restarts < policy.maximumRetries());
    };
  }
}
