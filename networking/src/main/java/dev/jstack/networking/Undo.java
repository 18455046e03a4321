package dev.jstack.networking;

import java.util.ArrayDeque;
import java.util.Deque;

/** What takes back the steps made so far, last first. */
final class Undo {
  private final Deque<Runnable> steps = new ArrayDeque<>();

  void add(Runnable step) {
    steps.push(step);
  }

  /** Takes everything back; failures on the way are attached to {@code cause}. */
  void run(RuntimeException cause) {
    for (var step : steps) {
      try {
        step.run();
      } catch (RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
  }
}
