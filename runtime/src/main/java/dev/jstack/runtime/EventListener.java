package dev.jstack.runtime;

/** Takes progress events; called from many threads at once, must not block for long. */
@FunctionalInterface
public interface EventListener {
  void on(Event event);

  /** Drops everything. */
  static EventListener none() {
    return event -> {};
  }
}
