package dev.jstack.engine.watch;

import dev.jstack.runtime.linux.RawPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Triggers that act one after another, on a thread of their own. Each gathers its changes by
 * itself; those that are due together are handed over together.
 */
final class Lane<T extends Trigger> {
  /** What a lane does, on its thread. */
  interface Work<T extends Trigger> {
    /** Once, before anything else. */
    default void begin() {}

    void run(Map<T, SortedSet<RawPath>> changes);

    /** The lane is being closed: what takes long is cut short. Called on another thread. */
    default void abandon() {}

    /** Ends what it has begun and not waited for. */
    default void end() {}
  }

  private final Map<T, Debounce> waiting = new LinkedHashMap<>();
  private final Work<T> work;
  private final LongSupplier nanos;
  private final Thread thread;
  private boolean closed;

  Lane(String name, Collection<T> triggers, Debounce.Pace pace, Work<T> work, LongSupplier nanos) {
    triggers.forEach(trigger -> waiting.put(trigger, new Debounce(pace)));
    this.work = work;
    this.nanos = nanos;
    thread = Thread.ofPlatform().daemon().name("watch-" + name).unstarted(this::run);
  }

  /** Begins to act; changes may have gathered before. */
  void start() {
    thread.start();
  }

  /** These paths may have changed. */
  synchronized void changed(Collection<RawPath> paths) {
    long now = nanos.getAsLong();
    waiting.forEach((trigger, debounce) -> {
      var own = paths.stream().filter(trigger::concerns).toList();
      if (!own.isEmpty()) {
        debounce.add(own, now);
      }
    });
    notifyAll();
  }

  private void run() {
    guarded(work::begin);
    for (var batch = next(); batch != null; batch = next()) {
      var changes = batch;
      guarded(() -> work.run(changes));
    }
    guarded(work::end);
  }

  /** A bug in one action doesn't end the watching: it is reported as any thread's. */
  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      var current = Thread.currentThread();
      current.getUncaughtExceptionHandler().uncaughtException(current, e);
    }
  }

  private synchronized @Nullable Map<T, SortedSet<RawPath>> next() {
    try {
      while (!closed) {
        long now = nanos.getAsLong();
        var batch = new LinkedHashMap<T, SortedSet<RawPath>>();
        waiting.forEach((trigger, debounce) -> {
          if (debounce.isDue(now)) {
            batch.put(trigger, debounce.take());
          }
        });
        if (!batch.isEmpty()) {
          return batch;
        }
        wait(untilDue(now));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return null;
  }

  /** Milliseconds; 0 if nothing waits, which is for ever. */
  private long untilDue(long now) {
    OptionalLong due =
        waiting.values().stream().flatMapToLong(debounce -> debounce.due().stream()).min();
    return due.isEmpty()
        ? 0
        : Math.max(1, TimeUnit.NANOSECONDS.toMillis(due.getAsLong() - now + 999_999));
  }

  /** Acts no more once what runs is over; returns the paths that were left. */
  List<RawPath> close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    if (thread.getState() == Thread.State.NEW) {
      work.end();
    } else if (!thread.equals(Thread.currentThread())) {
      work.abandon();
      join();
    }
    var left = new ArrayList<RawPath>();
    synchronized (this) {
      waiting.values().forEach(debounce -> left.addAll(debounce.take()));
    }
    return left;
  }

  private void join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
