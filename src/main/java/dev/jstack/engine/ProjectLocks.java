package dev.jstack.engine;

import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** One command at a time changes a project; a second one waits and says for whom. */
final class ProjectLocks {
  private final Map<String, Lock> locks = new ConcurrentHashMap<>();

  /** Who has a project, and those who wait for it. */
  private static final class Lock {
    private final Semaphore free = new Semaphore(1, true);
    private volatile String holder = "";
  }

  /** {@code command} is told to those who have to wait. */
  Hold hold(String project, String command, EventListener events) {
    Lock lock = locks.computeIfAbsent(project, _ -> new Lock());
    if (!lock.free.tryAcquire()) {
      events.on(
          Event.working("Project " + project, "Waiting for \"" + lock.holder + "\" to finish"));
      try {
        lock.free.acquire();
      } catch (InterruptedException e) {
        throw new CancelledException(e);
      }
      events.on(Event.done("Project " + project, "Free"));
    }
    lock.holder = command;
    return lock.free::release;
  }

  /** Until it is closed, nobody else changes the project. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }
}
