package dev.jstack.runtime;

/** Takes progress events; called from many threads at once, must not block for long. */
@FunctionalInterface
public interface EventListener {
  void on(Event event);

  /** Why something was done that might have been spared; for those who want to know. */
  default void because(String what, String reason) {}

  /** Drops everything. */
  static EventListener none() {
    return event -> {};
  }
}
