package dev.jstack.engine;

import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerRuntime;
import dev.jstack.runtime.container.Status;
import dev.jstack.runtime.linux.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Stops containers: the stop signal, then the grace time, then SIGKILL for all of it. The grace is
 * skipped where it can't help: PID 1 neither catches nor blocks the signal, so the kernel has
 * dropped it (pid_namespaces(7)), and it had a second to set itself up.
 */
final class Stops {
  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final Duration SECOND_LOOK = Duration.ofMillis(50);

  private final ContainerRuntime runtime;
  private final Changes changes;
  private final Workers workers;
  private final SignalHandling handling;

  Stops(ContainerRuntime runtime, Changes changes, Workers workers, SignalHandling handling) {
    this.runtime = runtime;
    this.changes = changes;
    this.workers = workers;
    this.handling = handling;
  }

  /**
   * Begins the stop; {@code exit} is the future of its end. The result says whether the whole grace
   * was used up. A negative {@code grace} waits for ever.
   */
  CompletableFuture<Boolean> stop(
      Container container, int signal, Duration grace, CompletableFuture<Integer> exit) {
    var usedGrace = new AtomicBoolean();
    List<Future<?>> timers = new ArrayList<>();
    runtime.signal(container, signal);
    if (container.state().status() == Status.PAUSED) {
      runtime.unpause(container);
    }
    if (!grace.isNegative()) {
      timers.add(workers.after(grace, () -> kill(container, usedGrace, exit)));
      timers.add(workers.after(untilSettled(container), () -> look(container, signal, exit)));
    }
    return exit.handle((_, _) -> null)
        .thenApply(_ -> cancel(timers))
        .thenApply(_ -> usedGrace.get());
  }

  private static @Nullable Void cancel(List<Future<?>> timers) {
    timers.forEach(timer -> timer.cancel(false));
    return null;
  }

  private void kill(Container container, AtomicBoolean usedGrace, CompletableFuture<?> exit) {
    if (!exit.isDone()) {
      usedGrace.set(true);
      kill(container);
    }
  }

  private void kill(Container container) {
    changes.tell(container, "kill", Map.of("signal", Integer.toString(Signal.KILL)));
    runtime.kill(container);
  }

  private void look(Container container, int signal, CompletableFuture<?> exit) {
    if (deaf(container, signal, exit)) {
      var _ =
          workers.after(
              SECOND_LOOK,
              () -> {
                if (deaf(container, signal, exit)) {
                  kill(container);
                }
              });
    }
  }

  private boolean deaf(Container container, int signal, CompletableFuture<?> exit) {
    int pid = container.state().pid();
    return !exit.isDone() && pid > 0 && !handling.mayHandle(pid, signal);
  }

  private static Duration untilSettled(Container container) {
    Instant started = container.state().startedAt();
    return started == null ? SETTLED : Duration.between(Instant.now(), started.plus(SETTLED));
  }
}
