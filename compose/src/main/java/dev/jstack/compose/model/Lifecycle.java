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
 * @param preStart run before the first start
 * @param postStart run in the container once it is started
 * @param preStop run in the container before it is stopped
 * @param update how it is replaced
 */
public record Lifecycle(
    RestartPolicy restart,
    @Nullable HealthSpec health,
    @Nullable String stopSignal,
    long stopGraceMillis,
    List<InitStep> preStart,
    List<Hook> postStart,
    List<Hook> preStop,
    Update update) {
  public Lifecycle {
    preStart = List.copyOf(preStart);
    postStart = List.copyOf(postStart);
    preStop = List.copyOf(preStop);
  }
}
