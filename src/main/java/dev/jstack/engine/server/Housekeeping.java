package dev.jstack.engine.server;

import dev.jstack.runtime.linux.OwnProcess;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Keeps the process small while nobody asks, and ends it when nothing is left to look after. */
final class Housekeeping implements AutoCloseable {
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofMinutes(15);

  private final Activity activity;
  private final BooleanSupplier idle;
  private final Runnable end;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("housekeeping").factory());
  private boolean trimmed;

  /** {@code idle} says whether nothing runs; {@code end} ends the process. */
  Housekeeping(Activity activity, BooleanSupplier idle, Runnable end) {
    this.activity = activity;
    this.idle = idle;
    this.end = end;
  }

  void start() {
    timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private void tick() {
    var quiet = activity.quiet();
    if (quiet.compareTo(QUIET) < 0) {
      trimmed = false;
    } else if (!trimmed) {
      trimmed = true;
      System.gc();
      OwnProcess.trimMemory();
    }
    if (quiet.compareTo(IDLE) >= 0 && idle.getAsBoolean()) {
      end.run();
    }
  }
}
