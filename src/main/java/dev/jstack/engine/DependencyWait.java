package dev.jstack.engine;

import dev.jstack.compose.plan.Operation.WaitFor;
import dev.jstack.engine.ContainerChange.Kind;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One service waits for the containers of another, and says what for. */
final class DependencyWait {
  private final Engine engine;
  private final WaitFor wait;
  private final EventListener events;

  DependencyWait(Engine engine, WaitFor wait, EventListener events) {
    this.engine = engine;
    this.wait = wait;
    this.events = events;
  }

  /** Completes when all fulfil the condition; an optional one that can't be met is a warning. */
  CompletableFuture<@Nullable Void> all(List<Container> containers) {
    List<CompletableFuture<Boolean>> each = containers.stream().map(this::one).toList();
    var all = CompletableFuture.allOf(each.toArray(CompletableFuture[]::new));
    var first = new CompletableFuture<@Nullable Void>();
    for (CompletableFuture<Boolean> future : each) {
      var _ =
          future.whenComplete((_, error) -> {
            if (error != null) {
              first.completeExceptionally(error);
            }
          });
    }
    var _ = all.thenRun(() -> first.complete(null));
    var _ = first.whenComplete((_, _) -> each.forEach(future -> future.cancel(false)));
    return first;
  }

  private CompletableFuture<Boolean> one(Container container) {
    String resource = "Container " + container.name();
    CompletableFuture<Boolean> met = engine.conditions().await(container, wait.condition());
    if (met.isDone() && !met.isCompletedExceptionally()) {
      return met;
    }
    events.on(Event.working(resource, "Waiting"));
    var explaining = explain(container, resource);
    CompletableFuture<Boolean> end = wait.required() ? met : lenient(met, resource);
    return end.whenComplete((_, error) -> {
      explaining.close();
      if (error == null && !met.isCompletedExceptionally()) {
        events.on(Event.done(resource, word()));
      } else if (end.isCancelled()) {
        met.cancel(false);
      }
    });
  }

  private CompletableFuture<Boolean> lenient(CompletableFuture<Boolean> met, String resource) {
    return met.exceptionally(error -> {
      events.on(
          new Event(
              resource,
              Event.State.WARNING,
              "Skipped",
              wait.waiter() + " starts without it: " + message(error)));
      return false;
    });
  }

  private static @Nullable String message(Throwable error) {
    return error instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause().getMessage()
        : error.getMessage();
  }

  private Changes.Registration explain(Container container, String resource) {
    return engine
        .containers()
        .changes()
        .listen(change -> {
          boolean news = change.kind() == Kind.PROBE;
          if (news && change.container().id().equals(container.id())) {
            engine
                .containers()
                .health(container)
                .ifPresent(report ->
                    events.on(
                        new Event(
                            resource,
                            Event.State.WORKING,
                            "Waiting",
                            wait.waiter() + " waits for it (" + report + ")")));
          }
        });
  }

  private String word() {
    return switch (wait.condition()) {
      case STARTED -> "Started";
      case HEALTHY -> "Healthy";
      case COMPLETED -> "Exited";
    };
  }
}
