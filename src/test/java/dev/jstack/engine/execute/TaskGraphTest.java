package dev.jstack.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskGraphTest {
  private final List<Integer> begun = new CopyOnWriteArrayList<>();

  @Test
  void aTaskBeginsWhenAllItDependsOnAreDone() {
    CompletableFuture<@Nullable Void> first = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> second = new CompletableFuture<>();
    TaskGraph graph =
        start(task(1, Set.of(), first), task(2, Set.of(), second), task(3, Set.of(1, 2), done()));
    assertThat(begun).containsExactly(1, 2);

    first.complete(null);
    assertThat(begun).containsExactly(1, 2);
    second.complete(null);
    assertThat(begun).containsExactly(1, 2, 3);
    assertThat(graph.over()).isCompleted();
  }

  @Test
  void afterAFailureNothingBeginsAndWhatRunsIsAwaited() {
    CompletableFuture<@Nullable Void> running = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> broken =
        CompletableFuture.failedFuture(new JstackException("no"));
    TaskGraph graph =
        start(task(1, Set.of(), running), task(2, Set.of(), broken), task(3, Set.of(1), done()));
    assertThat(graph.over()).isNotDone();

    running.complete(null);
    assertThat(begun).containsExactly(1, 2);
    assertThatThrownBy(() -> graph.over().join()).hasRootCauseMessage("no");
  }

  @Test
  void aFailureEndsTheWaits() {
    CompletableFuture<@Nullable Void> never = new CompletableFuture<>();
    Task wait = new Task(1, Set.of(), Task.Kind.WAIT, () -> never);
    CompletableFuture<@Nullable Void> broken =
        CompletableFuture.failedFuture(new JstackException("no"));
    TaskGraph graph = start(wait, task(2, Set.of(), broken));
    assertThatThrownBy(() -> graph.over().join()).hasRootCauseMessage("no");
  }

  @Test
  void aBestEffortFailureStopsNothing() {
    Task lenient =
        new Task(
            1,
            Set.of(),
            Task.Kind.BEST_EFFORT,
            () -> {
              throw new JstackException("never mind");
            });
    TaskGraph graph = start(lenient, task(2, Set.of(1), done()));
    assertThat(begun).containsExactly(2);
    assertThat(graph.over()).isCompletedWithValue(null);
  }

  @Test
  void aCancelledGraphEndsWithWhatItHasBegun() {
    CompletableFuture<@Nullable Void> running = new CompletableFuture<>();
    TaskGraph graph = start(task(1, Set.of(), running), task(2, Set.of(1), done()));
    graph.cancel();
    running.complete(null);
    assertThat(begun).containsExactly(1);
    assertThat(graph.over()).isCompletedWithValue(null);
  }

  @Test
  void anEmptyGraphIsOver() {
    assertThat(start().over()).isCompletedWithValue(null);
  }

  @Test
  void aCycleIsReported() {
    TaskGraph graph = start(task(1, Set.of(2), done()), task(2, Set.of(1), done()));
    assertThatThrownBy(() -> graph.over().join()).hasMessageContaining("cycle");
  }

  private static TaskGraph start(Task... tasks) {
    return TaskGraph.start(List.of(tasks), Runnable::run);
  }

  private Task task(int id, Set<Integer> after, CompletableFuture<?> end) {
    return new Task(
        id,
        after,
        Task.Kind.WORK,
        () -> {
          begun.add(id);
          return end;
        });
  }

  private static CompletableFuture<@Nullable Void> done() {
    return CompletableFuture.completedFuture(null);
  }
}
