package dev.jstack.engine.event;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The latest events, and whoever waits for the next ones. The engine's end is its end, too. */
public final class EventJournal {
  private static final int KEPT = 2048;

  private final Deque<EngineEvent> latest = new ArrayDeque<>();
  private final List<Consumer<EngineEvent>> listeners = new CopyOnWriteArrayList<>();

  public synchronized void add(EngineEvent event) {
    if (latest.size() == KEPT) {
      latest.removeFirst();
    }
    latest.addLast(event);
    listeners.forEach(listener -> listener.accept(event));
  }

  /**
   * Tells {@code listener} those since then, and from now on all, in their order, until the result
   * is closed. It must return soon.
   */
  public synchronized Registration listen(Instant since, Consumer<EngineEvent> listener) {
    latest.stream().filter(event -> !event.time().isBefore(since)).forEach(listener);
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Ends the listening. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
