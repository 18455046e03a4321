package dev.jstack.runtime.container;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A further program started in a running container. */
public interface ExecProcess extends AutoCloseable {
  /**
   * Waits for its end and for all of its output to have reached the sink. A program that left a
   * child behind holding its output does not keep this waiting.
   */
  int waitFor();

  /** Likewise, but no longer than this; empty when it still runs. */
  Optional<Integer> waitFor(Duration time);

  /** Completes with its exit code at its end, when all of its output may not be there yet. */
  CompletableFuture<Integer> exit();

  void signal(int number);

  /** Kills it and what it started. */
  void kill();

  /** The new size of its terminal; nothing happens without one. */
  void resize(int columns, int rows);

  /** Lets go of its streams; the program lives on if it still runs. */
  @Override
  void close();
}
