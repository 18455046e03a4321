package dev.jstack.engine.execute;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Lets at most so many actions be under way at once; others begin as these come to their end. */
public final class Slots {
  private final int most;
  private final Executor workers;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int taken;

  /** {@code most} less than 1: any number. Actions that had to wait begin on {@code workers}. */
  public Slots(int most, Executor workers) {
    this.most = most < 1 ? Integer.MAX_VALUE : most;
    this.workers = workers;
  }

  /**
   * Begins the action, now or when there is room; the result completes with it. One that was
   * cancelled while it waited never begins.
   */
  public CompletableFuture<?> run(Supplier<? extends CompletableFuture<?>> action) {
    if (most == Integer.MAX_VALUE) {
      return action.get();
    }
    var result = new CompletableFuture<Object>();
    Runnable begin = () -> begin(action, result);
    synchronized (this) {
      if (taken == most) {
        waiting.add(begin);
        return result;
      }
      taken++;
    }
    begin.run();
    return result;
  }

  private void begin(
      Supplier<? extends CompletableFuture<?>> action, CompletableFuture<Object> result) {
    if (result.isDone()) {
      leave();
      return;
    }
    CompletableFuture<?> end;
    try {
      end = action.get();
    } catch (RuntimeException e) {
      end = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<?> begun = end;
    var _ = result.whenComplete((_, _) -> begun.cancel(false));
    var _ =
        begun.whenComplete((value, error) -> {
          leave();
          var _ = error == null ? result.complete(value) : result.completeExceptionally(error);
        });
  }

  private void leave() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        taken--;
      }
    }
    if (next != null) {
      workers.execute(next);
    }
  }
}
