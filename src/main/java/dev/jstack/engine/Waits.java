package dev.jstack.engine;

import dev.jstack.runtime.container.Container;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Futures that complete when a container gets into some state; nothing polls. */
final class Waits {
  private final Changes changes;

  Waits(Changes changes) {
    this.changes = changes;
  }

  /**
   * Completes with what {@code answer} gives, asked now and after each change of the container;
   * what it throws is the future's failure. Cancelling it ends the listening.
   */
  <T> CompletableFuture<T> until(Container container, Supplier<Optional<T>> answer) {
    var future = new CompletableFuture<T>();
    var registration =
        changes.listen(change -> {
          if (change.container().id().equals(container.id())) {
            ask(answer, future);
          }
        });
    var _ = future.whenComplete((_, _) -> registration.close());
    ask(answer, future);
    return future;
  }

  private static <T> void ask(Supplier<Optional<T>> answer, CompletableFuture<T> future) {
    try {
      answer.get().ifPresent(future::complete);
    } catch (RuntimeException e) {
      future.completeExceptionally(e);
    }
  }
}
