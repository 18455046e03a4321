package dev.jstack.engine;

import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** One command at a time changes a project; a second one waits and says so. */
final class ProjectLocks {
  private final Map<String, Semaphore> locks = new ConcurrentHashMap<>();

  Hold hold(String project, EventListener events) {
    Semaphore lock = locks.computeIfAbsent(project, _ -> new Semaphore(1, true));
    if (!lock.tryAcquire()) {
      events.on(Event.working("Project " + project, "Waiting for another command"));
      try {
        lock.acquire();
      } catch (InterruptedException e) {
        throw new CancelledException(e);
      }
      events.on(Event.done("Project " + project, "Free"));
    }
    return lock::release;
  }

  /** Until it is closed, nobody else changes the project. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }
}
