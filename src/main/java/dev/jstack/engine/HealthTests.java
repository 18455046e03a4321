package dev.jstack.engine;

import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.HealthSpec;
import dev.jstack.runtime.image.Healthcheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The health check that counts: the container's own over its image's, field by field. */
final class HealthTests {
  private static final String NONE = "NONE";

  private HealthTests() {}

  /** Empty if it has none, or it is switched off. */
  static Optional<HealthSpec> of(Container container) {
    return merged(container.spec().health(), container.config().image().healthcheck());
  }

  /** What a probe runs. */
  static List<String> command(Container container) {
    List<String> test = of(container).map(HealthSpec::test).orElse(List.of());
    List<String> command = new ArrayList<>();
    if (test.getFirst().equals("CMD-SHELL")) {
      List<String> shell = container.config().image().shell();
      command.addAll(shell == null ? List.of("/bin/sh", "-c") : shell);
    }
    command.addAll(test.subList(1, test.size()));
    return command;
  }

  static Optional<HealthSpec> merged(@Nullable HealthSpec own, @Nullable Healthcheck image) {
    HealthSpec base = image == null ? null : ofImage(image);
    if (own == null || base == null) {
      return Optional.ofNullable(own == null ? base : own).filter(HealthTests::enabled);
    }
    return Optional.of(
            new HealthSpec(
                own.test().isEmpty() ? base.test() : own.test(),
                first(own.intervalMillis(), base.intervalMillis()),
                first(own.timeoutMillis(), base.timeoutMillis()),
                (int) first(own.retries(), base.retries()),
                first(own.startPeriodMillis(), base.startPeriodMillis()),
                first(own.startIntervalMillis(), base.startIntervalMillis())))
        .filter(HealthTests::enabled);
  }

  private static HealthSpec ofImage(Healthcheck image) {
    return new HealthSpec(
        image.test(),
        millis(image.intervalNanos()),
        millis(image.timeoutNanos()),
        image.retries(),
        millis(image.startPeriodNanos()),
        millis(image.startIntervalNanos()));
  }

  private static boolean enabled(HealthSpec spec) {
    return !spec.test().isEmpty() && !spec.test().getFirst().equals(NONE);
  }

  private static long first(long own, long other) {
    return own == 0 ? other : own;
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }
}
