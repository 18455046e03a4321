package dev.jstack.engine.execute;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One step of a {@link TaskGraph}.
 *
 * @param id unique in its graph
 * @param dependsOn the steps that must have ended well before
 * @param bestEffort its failure stops nothing
 * @param action begins the step and says when it is over; called on a worker, so it may block for
 *     the kernel, but should wait for anything slower by its future
 */
public record Task(
    int id, Set<Integer> dependsOn, boolean bestEffort, Supplier<CompletionStage<?>> action) {
  public Task {
    dependsOn = Set.copyOf(dependsOn);
  }
}
