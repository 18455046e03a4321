package dev.jstack.runtime.container.output;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Carries output to one sink on a thread of its own. It never blocks who offers; when its sink is
 * slow it says so, and its program is held back.
 */
public final class OutputTap {
  private static final long FULL_BYTES = 1 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Chunk> queue = new ArrayDeque<>();
  private final OutputSink sink;
  private final Runnable onRoom;
  private long queued;
  private boolean ended;
  private boolean done;

  private record Chunk(StdStream stream, byte[] bytes) {}

  /** {@code onRoom} is called after it was full and has room again. */
  OutputTap(OutputSink sink, Runnable onRoom) {
    this.sink = sink;
    this.onRoom = onRoom;
  }

  void start() {
    Thread.ofVirtual().name("jstack-output").start(this::run);
  }

  void offer(StdStream stream, byte[] bytes) {
    lock.lock();
    try {
      if (!ended) {
        queue.add(new Chunk(stream, bytes));
        queued += bytes.length;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  boolean isFull() {
    lock.lock();
    try {
      return queued >= FULL_BYTES && !ended;
    } finally {
      lock.unlock();
    }
  }

  /** No more comes; what was offered is still carried. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody listens any more. */
  void abandon() {
    lock.lock();
    try {
      queue.clear();
      queued = 0;
    } finally {
      lock.unlock();
    }
    end();
    onRoom.run();
  }

  /** Waits until all was carried. */
  public void awaitDone() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!done) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (var chunk = take(); chunk != null; chunk = take()) {
        sink.write(chunk.stream, chunk.bytes);
      }
    } catch (RuntimeException e) {
      abandon();
    } finally {
      finish();
    }
  }

  private void finish() {
    lock.lock();
    try {
      done = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Chunk take() {
    boolean roomAgain;
    Chunk chunk;
    lock.lock();
    try {
      while (queue.isEmpty() && !ended) {
        changed.awaitUninterruptibly();
      }
      chunk = queue.poll();
      if (chunk == null) {
        return null;
      }
      boolean wasFull = queued >= FULL_BYTES;
      queued -= chunk.bytes.length;
      roomAgain = wasFull && queued < FULL_BYTES;
    } finally {
      lock.unlock();
    }
    if (roomAgain) {
      onRoom.run();
    }
    return chunk;
  }
}
