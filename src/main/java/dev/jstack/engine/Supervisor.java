package dev.jstack.engine;

import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.engine.supervise.RestartBackoff;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  /** Until when the end of those that the user sent a signal is the user's. */
  private final Map<String, Instant> leaving = new ConcurrentHashMap<>();

  /** One for each container: what is decided of it is decided at once. */
  private final Map<String, Object> monitors = new ConcurrentHashMap<>();

  /** Those that are being started again just now. */
  private final Map<String, CompletableFuture<@Nullable Void>> returning =
      new ConcurrentHashMap<>();

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
    var start = returning.get(container.id());
    if (start == null) {
      cleanUp(container, exit);
    } else {
      var _ = start.thenRun(() -> cleanUp(container, exit)); // it ended before its start was told
    }
  }

  private void cleanUp(Container container, ExitRecord exit) {
    cleanup.accept(container);
    ContainerState state = container.state();
    Instant started = Optional.ofNullable(state.startedAt()).orElse(exit.at());
    ended(container, exit.code(), Duration.between(started, exit.at()));
  }

  /** Whether it will be started again after a pause, or is just now. */
  boolean restarting(Container container) {
    return pending.containsKey(container.id()) || returning.containsKey(container.id());
  }

  /** Whether anything waits for being started again. */
  boolean busy() {
    return !pending.isEmpty() || !returning.isEmpty();
  }

  /** The user starts it: the count begins anew. */
  void startedByUser(Container container) {
    leaving.remove(container.id());
    backoffs.remove(container.id());
    settle(() -> cancel(container));
  }

  /** The user stops it: it stays down, once it is back if it is on its way. */
  void stoppedByUser(Container container) {
    settle(() -> stay(container));
  }

  /** The user sends it a signal that may end it: if it does within {@code time}, it stays down. */
  void signalledByUser(Container container, Duration time) {
    leaving.put(container.id(), Instant.now().plus(time));
  }

  /** It is removed, after it was stopped. */
  void forget(Container container) {
    leaving.remove(container.id());
    backoffs.remove(container.id());
    monitors.remove(container.id());
  }

  /** {@code attempt} gives the start that is on its way, which may undo what it does. */
  private static void settle(Supplier<@Nullable CompletableFuture<?>> attempt) {
    for (var start = attempt.get(); start != null; start = attempt.get()) {
      start.join();
    }
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
    boolean again = next(container, code, ran);
    changes.publish(container, Kind.DIE);
    if (again) {
      changes.publish(container, Kind.RESTART);
    }
  }

  /** Whether it will be started again; a stop comes before this or after it. */
  private boolean next(Container container, int code, Duration ran) {
    synchronized (monitor(container)) {
      if (container.state().stoppedByUser()) {
        return false;
      }
      Instant leaves = leaving.remove(container.id());
      if (leaves != null && Instant.now().isBefore(leaves)) {
        runtime.recordPolicy(container, container.state().restarts(), true);
        return false;
      }
      var backoff = backoff(container);
      Optional<Duration> pause = backoff.afterExit(container.spec().restart(), code, ran);
      if (pause.isEmpty()) {
        return false;
      }
      runtime.recordPolicy(container, backoff.restarts(), false);
      pending.put(container.id(), workers.after(pause.get(), () -> restart(container)));
      return true;
    }
  }

  private Object monitor(Container container) {
    return monitors.computeIfAbsent(container.id(), _ -> new Object());
  }

  private RestartBackoff backoff(Container container) {
    return backoffs.computeIfAbsent(
        container.id(), _ -> new RestartBackoff(container.state().restarts()));
  }

  private @Nullable CompletableFuture<?> stay(Container container) {
    synchronized (monitor(container)) {
      runtime.recordPolicy(container, container.state().restarts(), true);
      return cancel(container);
    }
  }

  private @Nullable CompletableFuture<?> cancel(Container container) {
    synchronized (monitor(container)) {
      Future<?> timer = pending.remove(container.id());
      if (timer != null) {
        timer.cancel(false);
      }
      return returning.get(container.id());
    }
  }

  /** False if it was cancelled. */
  private boolean begin(Container container) {
    synchronized (monitor(container)) {
      if (!pending.containsKey(container.id())) {
        return false;
      }
      returning.put(container.id(), new CompletableFuture<>());
      pending.remove(container.id());
      return true;
    }
  }

  private void restart(Container container) {
    if (begin(container)) {
      Runnable then = () -> {};
      try {
        then = attempt(container);
      } finally {
        Objects.requireNonNull(returning.remove(container.id())).complete(null);
      }
      then.run();
    }
  }

  /** Starts it again; what is to be done afterwards. */
  private Runnable attempt(Container container) {
    try {
      if (!container.state().status().isAlive()) {
        start.accept(container);
      }
      return () -> {};
    } catch (StartException e) {
      return () -> ended(container, e.exitCode(), Duration.ZERO);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "{0}: not started again: {1}", container.name(), e.getMessage());
      return () -> changes.publish(container, Kind.DIE);
    }
  }
}
