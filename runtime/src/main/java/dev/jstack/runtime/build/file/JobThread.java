package dev.jstack.runtime.build.file;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Does jobs one after the other beside the thread that gives them; the first failure ends them. */
final class JobThread implements AutoCloseable {
  private static final int WAITING = 128;

  /** {@code after} is run whether the work was done or dropped. */
  private record Job(Runnable work, Runnable after, boolean last) {}

  private final BlockingQueue<Job> waiting = new ArrayBlockingQueue<>(WAITING);
  private final String name;
  private @Nullable Thread thread;
  private volatile @Nullable RuntimeException failure;

  JobThread(String name) {
    this.name = name;
  }

  void add(Runnable work) {
    rethrow();
    put(new Job(work, () -> {}, false));
  }

  /** Closes {@code directory} after the work, even if the work is dropped. */
  void addClosing(Runnable work, Directory directory) {
    if (failure == null) {
      put(new Job(work, directory::close, false));
    } else {
      directory.close();
    }
  }

  /** Waits until all that was added is done, and throws what failed. */
  void drain() {
    if (thread == null) {
      return;
    }
    var done = new CountDownLatch(1);
    put(new Job(() -> {}, done::countDown, false));
    try {
      done.await();
    } catch (InterruptedException e) {
      throw cancelled();
    }
    rethrow();
  }

  private void put(Job job) {
    if (thread == null) {
      thread = Thread.ofPlatform().daemon().name(name).start(this::work);
    }
    try {
      waiting.put(job);
    } catch (InterruptedException e) {
      job.after.run();
      throw cancelled();
    }
  }

  private void rethrow() {
    var failed = failure;
    if (failed != null) {
      throw failed;
    }
  }

  private static JstackException cancelled() {
    Thread.currentThread().interrupt();
    return new JstackException("build cancelled");
  }

  private void work() {
    boolean last = false;
    while (!last) {
      try {
        var job = waiting.take();
        last = job.last;
        carryOut(job);
      } catch (InterruptedException e) {
        // Nobody interrupts it: the last job ends it.
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void carryOut(Job job) {
    try {
      if (failure == null) {
        job.work.run();
      }
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      job.after.run();
    }
  }

  /** Drops what waits; nothing is being done any more when it returns. */
  @Override
  public void close() {
    var running = thread;
    if (running == null) {
      return;
    }
    if (failure == null) {
      failure = new JstackException("build cancelled");
    }
    thread = null;
    boolean interrupted = false;
    for (boolean ended = false; !ended; ) {
      try {
        waiting.put(new Job(() -> {}, () -> {}, true));
        running.join();
        ended = true;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
