package dev.jstack.compose.model;

import dev.jstack.runtime.container.HealthSpec;
import dev.jstack.runtime.container.RestartPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a service's containers start, prove their health, stop and come back.
 *
 * @param health null to take the image's
 * @param stopSignal name or number, or null for the image's
 * @param stopGraceMillis -1 waits for ever
 * @param postStart run in the container once it is started
 * @param preStop run in the container before it is stopped
 */
public record Lifecycle(
    RestartPolicy restart,
    @Nullable HealthSpec health,
    @Nullable String stopSignal,
    long stopGraceMillis,
    List<Hook> postStart,
    List<Hook> preStop) {
  public Lifecycle {
    postStart = List.copyOf(postStart);
    preStop = List.copyOf(preStop);
  }
}
