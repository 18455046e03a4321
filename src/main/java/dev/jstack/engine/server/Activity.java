package dev.jstack.engine.server;

import java.time.Duration;

/** How many commands run, and since when none does. */
final class Activity {
  private int commands;
  private long quietSince = System.nanoTime();

  /** A command begins; it ends when the result is closed. */
  synchronized Running begin() {
    commands++;
    return this::finish;
  }

  synchronized int commands() {
    return commands;
  }

  /** How long no command has been running; zero while one is. */
  synchronized Duration quiet() {
    return commands > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - quietSince);
  }

  /** Whether all commands ended in time. */
  synchronized boolean awaitNone(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (commands > 0) {
      long rest = deadline - System.nanoTime();
      if (rest <= 0) {
        return false;
      }
      wait(rest / 1_000_000 + 1);
    }
    return true;
  }

  private synchronized void finish() {
    commands--;
    quietSince = System.nanoTime();
    notifyAll();
  }

  /** A command that runs. */
  interface Running extends AutoCloseable {
    @Override
    void close();
  }
}
