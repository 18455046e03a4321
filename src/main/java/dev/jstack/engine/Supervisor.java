package dev.jstack.engine;

import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.engine.supervise.RestartBackoff;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerListener;
import dev.jstack.runtime.container.ContainerRuntime;
import dev.jstack.runtime.container.ContainerState;
import dev.jstack.runtime.container.ExitRecord;
import dev.jstack.runtime.container.RestartPolicy.Condition;
import dev.jstack.runtime.container.StartException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Brings containers back as their restart policies say, and cleans up behind those that ended. */
final class Supervisor implements ContainerListener {
  private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());

  private final ContainerRuntime runtime;
  private final Workers workers;
  private final Changes changes;
  private final Consumer<Container> cleanup;
  private final Consumer<Container> start;
  private final Map<String, RestartBackoff> backoffs = new ConcurrentHashMap<>();
  private final Map<String, Future<?>> pending = new ConcurrentHashMap<>();

  /**
   * {@code cleanup} takes down what belongs to a running container; {@code start} starts it again.
   */
  Supervisor(
      ContainerRuntime runtime,
      Workers workers,
      Changes changes,
      Consumer<Container> cleanup,
      Consumer<Container> start) {
    this.runtime = runtime;
    this.workers = workers;
    this.changes = changes;
    this.cleanup = cleanup;
    this.start = start;
  }

  @Override
  public void exited(Container container, ExitRecord exit) {
    cleanup.accept(container);
    ContainerState state = container.state();
    Instant started = Optional.ofNullable(state.startedAt()).orElse(exit.at());
    ended(container, exit.code(), Duration.between(started, exit.at()));
  }

  /** Whether it will be started again after a pause. */
  boolean restarting(Container container) {
    return pending.containsKey(container.id());
  }

  /** Whether anything waits for being started again. */
  boolean busy() {
    return !pending.isEmpty();
  }

  /** The user starts it: the count begins anew. */
  void startedByUser(Container container) {
    forget(container);
  }

  /** The user stops it: it stays down; true if it was about to come back. */
  boolean stoppedByUser(Container container) {
    runtime.recordPolicy(container, container.state().restarts(), true);
    return cancel(container);
  }

  /** It is removed. */
  void forget(Container container) {
    backoffs.remove(container.id());
    cancel(container);
  }

  /** Starts again what a dead engine had no time to bring back. */
  void adopt(Container container) {
    ContainerState state = container.state();
    boolean wanted =
        state.startedAt() != null
            && !state.stoppedByUser()
            && container.spec().restart().condition() != Condition.NO
            && state.error() == null;
    if (wanted && !state.status().isAlive() && !restarting(container)) {
      ended(container, state.exitCode(), Duration.ZERO);
    }
  }

  private void ended(Container container, int code, Duration ran) {
    Optional<Duration> pause =
        container.state().stoppedByUser()
            ? Optional.empty()
            : backoff(container).afterExit(container.spec().restart(), code, ran);
    if (pause.isPresent()) {
      runtime.recordPolicy(container, backoff(container).restarts(), false);
      schedule(container, pause.get());
    }
    changes.publish(container, Kind.DIE);
    if (pause.isPresent()) {
      changes.publish(container, Kind.RESTART);
    }
  }

  private RestartBackoff backoff(Container container) {
    return backoffs.computeIfAbsent(
        container.id(), _ -> new RestartBackoff(container.state().restarts()));
  }

  private synchronized void schedule(Container container, Duration pause) {
    pending.put(container.id(), workers.after(pause, () -> restart(container)));
  }

  private synchronized boolean cancel(Container container) {
    Future<?> timer = pending.remove(container.id());
    if (timer != null) {
      timer.cancel(false);
    }
    return timer != null;
  }

  private void restart(Container container) {
    if (!cancel(container)) {
      return;
    }
    try {
      start.accept(container);
    } catch (StartException e) {
      ended(container, e.exitCode(), Duration.ZERO);
    } catch (JstackException e) {
      LOG.log(Level.WARNING, "{0}: not started again: {1}", container.name(), e.getMessage());
      changes.publish(container, Kind.DIE);
    }
  }
}
