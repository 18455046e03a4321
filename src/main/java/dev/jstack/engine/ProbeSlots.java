package dev.jstack.engine;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Lets only so many probes run at once; those that somebody waits for go first. */
final class ProbeSlots {
  private record Waiting(boolean urgent, long order, Consumer<Slot> probe) {}

  /** A probe's permission to run; given back at its end, or early when it only waits. */
  final class Slot implements AutoCloseable {
    private final AtomicBoolean held = new AtomicBoolean(true);

    @Override
    public void close() {
      if (held.compareAndSet(true, false)) {
        release();
      }
    }
  }

  private final Executor executor;
  private final PriorityQueue<Waiting> queue =
      new PriorityQueue<>(
          Comparator.comparingInt((Waiting waiting) -> waiting.urgent() ? 0 : 1)
              .thenComparingLong(Waiting::order));
  private int free;
  private long order;

  ProbeSlots(int slots, Executor executor) {
    this.free = slots;
    this.executor = executor;
  }

  /** Runs {@code probe} when its turn comes; it must close its slot. */
  synchronized void submit(boolean urgent, Consumer<Slot> probe) {
    queue.add(new Waiting(urgent, order++, probe));
    next();
  }

  private synchronized void release() {
    free++;
    next();
  }

  private void next() {
    while (free > 0 && !queue.isEmpty()) {
      Waiting waiting = queue.remove();
      free--;
      executor.execute(() -> waiting.probe().accept(new Slot()));
    }
  }
}
