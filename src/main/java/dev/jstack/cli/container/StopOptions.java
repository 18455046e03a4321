package dev.jstack.cli.container;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How containers are asked to end: {@code stop} and {@code restart}. */
final class StopOptions {
  @Option(
      names = {"-t", "--timeout", "--time"},
      paramLabel = "SECONDS",
      description = "Grace time; default: each container's own.")
  private @Nullable Integer timeout;

  @Option(
      names = {"-s", "--signal"},
      paramLabel = "SIGNAL",
      description = "Signal to begin with; default: each container's own.")
  @Nullable String signal;

  /** Null for each container's own. */
  @Nullable Duration grace() {
    return timeout == null ? null : Duration.ofSeconds(timeout);
  }
}
