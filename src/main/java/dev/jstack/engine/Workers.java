package dev.jstack.engine;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The engine's threads: as many workers as cores for short work in the kernel (platform threads, as
 * native calls pin virtual ones), any number for work that waits, and one clock.
 */
final class Workers implements AutoCloseable {
  private final ExecutorService launches =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(), daemon("jstack-worker-"));
  private final ExecutorService waiting = Executors.newCachedThreadPool(daemon("jstack-waiting-"));
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(daemon("jstack-clock-"));

  private static java.util.concurrent.ThreadFactory daemon(String prefix) {
    return Thread.ofPlatform().daemon().name(prefix, 1).factory();
  }

  /** For starts and removals: short, mostly in the kernel. */
  Executor launches() {
    return launches;
  }

  /** For what waits: probes, builds, log readers. */
  Executor waiting() {
    return waiting;
  }

  /** Runs {@code action} later, on a thread of those that may wait. */
  Future<?> after(Duration delay, Runnable action) {
    return clock.schedule(
        () -> waiting.execute(action), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    launches.shutdownNow();
    waiting.shutdownNow();
  }
}
