package dev.jstack.engine;

import dev.jstack.compose.model.Condition;
import dev.jstack.engine.supervise.HealthStatus;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.RestartPolicy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Waits for the conditions of {@code depends_on}; told by events, never polling. */
final class Conditions {
  private final Containers containers;
  private final LastWords lastWords;

  Conditions(Containers containers, LastWords lastWords) {
    this.containers = containers;
    this.lastWords = lastWords;
  }

  /** Completes when the container fulfils the condition; fails when it no longer can. */
  CompletableFuture<Boolean> await(Container container, Condition condition) {
    containers.hurry(container);
    return containers.waits().until(container, () -> fulfilled(container, condition));
  }

  /**
   * Completes when it runs, is healthy if it has a health check, or did its job (an end with code 0
   * that no restart policy wants undone); the result is a word for it.
   */
  CompletableFuture<String> ready(Container container) {
    containers.hurry(container);
    return containers.waits().until(container, () -> readyNow(container));
  }

  private Optional<String> readyNow(Container container) {
    if (ended(container)) {
      boolean job = container.spec().restart().condition() == RestartPolicy.Condition.NO;
      if (container.state().exitCode() == 0 && job) {
        return Optional.of("Exited");
      }
      throw new JstackException(
          "container "
              + container.name()
              + " exited ("
              + container.state().exitCode()
              + ")"
              + lastWords.of(container));
    }
    if (!containers.hasHealthCheck(container)) {
      return container.isRunning() ? Optional.of("Running") : Optional.empty();
    }
    return containers
        .health(container)
        .flatMap(report ->
            switch (report.status()) {
              case STARTING -> Optional.empty();
              case HEALTHY -> Optional.of("Healthy");
              case UNHEALTHY ->
                  throw new JstackException(
                      "container " + container.name() + " is unhealthy" + lastWords.of(container));
            });
  }

  private Optional<Boolean> fulfilled(Container container, Condition condition) {
    boolean met =
        switch (condition) {
          case STARTED -> container.state().startedAt() != null;
          case HEALTHY -> healthy(container);
          case COMPLETED -> completed(container);
        };
    return met ? Optional.of(true) : Optional.empty();
  }

  private boolean healthy(Container container) {
    if (!containers.hasHealthCheck(container)) {
      throw failed(container, "has no healthcheck configured");
    }
    if (ended(container)) {
      throw failed(container, "exited (" + container.state().exitCode() + ")");
    }
    HealthStatus status =
        containers.health(container).map(HealthReport::status).orElse(HealthStatus.STARTING);
    if (status == HealthStatus.UNHEALTHY) {
      throw failed(container, "is unhealthy");
    }
    return status == HealthStatus.HEALTHY;
  }

  private boolean completed(Container container) {
    if (!ended(container)) {
      return false;
    }
    if (container.state().exitCode() != 0) {
      throw failed(container, "didn't complete successfully: exit " + container.state().exitCode());
    }
    return true;
  }

  private boolean ended(Container container) {
    return !container.state().status().isAlive() && !containers.restarting(container);
  }

  private JstackException failed(Container container, String what) {
    return new JstackException(
        "dependency failed to start: container "
            + container.name()
            + " "
            + what
            + lastWords.of(container));
  }
}
