package dev.jstack.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The signals that reach a command. A command that handles nothing has its thread interrupted by
 * the first signal that would end it, and exits with 128 + the signal's number. A command that
 * handles signals gets them all, also those that came before. A caller that disappears counts as
 * {@link Signal#HUP}.
 */
public final class Interrupts {
  private final List<Signal> received = new ArrayList<>();
  private @Nullable Consumer<Signal> handler;
  private @Nullable Runnable unhandled;

  /**
   * Hands every signal that would end the command to {@code consumer}, until the result is closed.
   * It is called on another thread and must return soon.
   */
  public synchronized Registration handle(Consumer<Signal> consumer) {
    var before = handler;
    handler = consumer;
    received.forEach(consumer);
    return () -> restore(before);
  }

  /** How often the caller asked the command to end. */
  public synchronized int count() {
    return received.size();
  }

  /** The first signal that asked the command to end. */
  public synchronized Optional<Signal> first() {
    return received.stream().findFirst();
  }

  /** Passes on a signal that the caller got. */
  public synchronized void raise(Signal signal) {
    if (!signal.ends()) {
      return;
    }
    received.add(signal);
    if (handler != null) {
      handler.accept(signal);
    } else if (unhandled != null) {
      unhandled.run();
    }
  }

  /** What to do with signals that the command doesn't handle itself. */
  public synchronized void otherwise(Runnable action) {
    unhandled = action;
  }

  private synchronized void restore(@Nullable Consumer<Signal> before) {
    handler = before;
  }

  /** Ends the handling of signals. */
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
