package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** One lock for each key that somebody has or waits for. */
final class KeyedLocks {
  private final Map<Digest, Shared> locks = new HashMap<>();

  private static final class Shared {
    private final ReentrantLock lock = new ReentrantLock();
    private int users;
  }

  /** The key is nobody else's until it is closed, by the thread that asked. */
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits until nobody else has the key. */
  Held lock(Digest key) {
    var shared = enter(key);
    try {
      shared.lock.lockInterruptibly();
    } catch (InterruptedException e) {
      leave(key, shared);
      Thread.currentThread().interrupt();
      throw new JstackException("build cancelled", e);
    }
    return () -> {
      shared.lock.unlock();
      leave(key, shared);
    };
  }

  private synchronized Shared enter(Digest key) {
    var shared = locks.computeIfAbsent(key, _ -> new Shared());
    shared.users++;
    return shared;
  }

  private synchronized void leave(Digest key, Shared shared) {
    shared.users--;
    if (shared.users == 0) {
      locks.remove(key);
    }
  }
}
