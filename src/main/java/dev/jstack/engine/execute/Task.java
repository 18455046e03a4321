package dev.jstack.engine.execute;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One step of a {@link TaskGraph}.
 *
 * @param id unique in its graph
 * @param dependsOn the steps that must have ended well before
 * @param kind what a failure elsewhere means to it
 * @param action begins the step and says when it is over; called on a worker, so it may block for
 *     the kernel, but should wait for anything slower by its future
 */
public record Task(
    int id, Set<Integer> dependsOn, Kind kind, Supplier<? extends CompletableFuture<?>> action) {
  /** What a step does when something fails. */
  public enum Kind {
    /** Comes to its end once begun. */
    WORK,
    /** Only waits: it is given up when there is nothing left to wait for. */
    WAIT,
    /** Like {@code WORK}, but its own failure stops nothing. */
    BEST_EFFORT
  }

  public Task {
    dependsOn = Set.copyOf(dependsOn);
  }
}
