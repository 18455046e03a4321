package dev.jstack.engine.server;

import dev.jstack.runtime.linux.OwnProcess;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Keeps the process small while nobody asks, and ends it when nothing is left to look after. */
final class Housekeeping implements Runnable, AutoCloseable {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofMinutes(15);

  private final Activity activity;
  private final BooleanSupplier idle;
  private final Runnable end;
  private final Thread thread = Thread.ofPlatform().daemon().name("housekeeping").unstarted(this);
  private boolean trimmed;

  /** {@code idle} says whether nothing runs; {@code end} ends the process. */
  Housekeeping(Activity activity, BooleanSupplier idle, Runnable end) {
    this.activity = activity;
    this.idle = idle;
    this.end = end;
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(PACE);
        tick();
      }
    } catch (InterruptedException e) {
      // The process ends.
    }
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
