package dev.jstack.engine;

import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Attachment;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerNetwork;
import dev.jstack.runtime.container.ContainerRuntime;
import dev.jstack.runtime.container.ExecIo;
import java.util.function.Function;

/** Starts containers with their network and health checks, and takes these down behind them. */
final class Launches {
  private final ContainerRuntime runtime;
  private final Sandboxes sandboxes;
  private final HealthMonitor health;
  private final Changes changes;
  private final NetworkEvents events;

  Launches(ContainerRuntime runtime, Sandboxes sandboxes, HealthMonitor health, Changes changes) {
    this.runtime = runtime;
    this.sandboxes = sandboxes;
    this.health = health;
    this.changes = changes;
    events = new NetworkEvents(changes.journal());
  }

  void start(Container container) {
    launch(
        container,
        network -> {
          runtime.start(container, network);
          return container;
        });
  }

  /** Likewise, attached from the first byte of output on. */
  Attachment startAttached(Container container, ExecIo io) {
    return launch(container, network -> runtime.startAttached(container, network, io));
  }

  private ContainerNetwork network(Container container) {
    try {
      return sandboxes.open(container);
    } catch (JstackException e) {
      runtime.noNetwork(container, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** Takes down what belongs to a running container. */
  void cleanUp(Container container) {
    health.forget(container);
    events.tellAll(container, "disconnect", sandboxes.of(container));
    sandboxes.release(container);
  }

  private <T> T launch(Container container, Function<ContainerNetwork, T> start) {
    T result;
    ContainerNetwork network = network(container);
    try {
      result = start.apply(network);
    } catch (RuntimeException e) {
      sandboxes.release(container);
      throw e;
    }
    health.watch(container);
    events.tellAll(container, "connect", sandboxes.of(container));
    changes.publish(container, Kind.START);
    return result;
  }
}
