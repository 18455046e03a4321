package dev.jstack.engine.execute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs each task as soon as those it depends on are done, in parallel. After the first failure no
 * further task begins and waits are given up; what runs comes to its end, then the failure is
 * thrown, the later ones suppressed in it.
 */
public final class TaskGraph {
  private final Executor workers;
  private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
  private final Map<Integer, Task> waiting = new HashMap<>();
  private final Map<Integer, Set<Integer>> missing = new HashMap<>();
  private final Map<Integer, List<Integer>> dependents = new HashMap<>();
  private final Set<CompletableFuture<?>> waits = ConcurrentHashMap.newKeySet();
  private int running;
  private boolean cancelled;
  private @Nullable Throwable failure;

  private TaskGraph(List<Task> tasks, Executor workers) {
    this.workers = workers;
    for (Task task : tasks) {
      waiting.put(task.id(), task);
    }
    for (Task task : tasks) {
      Set<Integer> known = new HashSet<>(task.dependsOn());
      known.retainAll(waiting.keySet());
      missing.put(task.id(), known);
      known.forEach(id -> dependents.computeIfAbsent(id, _ -> new ArrayList<>()).add(task.id()));
    }
  }

  /** Begins the tasks; dependencies on ids that are not in {@code tasks} count as done. */
  public static TaskGraph start(List<Task> tasks, Executor workers) {
    TaskGraph graph = new TaskGraph(tasks, workers);
    graph.begin(tasks);
    return graph;
  }

  /** Completes when everything is over: with the first failure, or with the cancellation. */
  public CompletableFuture<@Nullable Void> over() {
    return over;
  }

  /** No further task begins, and waits are given up. */
  public void cancel() {
    synchronized (this) {
      cancelled = true;
      endIfDone();
    }
    giveUpWaits();
  }

  private void begin(List<Task> tasks) {
    List<Task> ready;
    synchronized (this) {
      ready = tasks.stream().filter(task -> claimable(task.id())).toList();
      ready.forEach(this::claim);
      endIfDone();
    }
    ready.forEach(this::submit);
  }

  private boolean claimable(int id) {
    Set<Integer> before = missing.get(id);
    return before != null && before.isEmpty() && waiting.containsKey(id);
  }

  private void claim(Task task) {
    waiting.remove(task.id());
    running++;
  }

  private void submit(Task task) {
    try {
      workers.execute(() -> perform(task));
    } catch (RejectedExecutionException e) {
      finished(task, e);
    }
  }

  private void perform(Task task) {
    if (stopping()) {
      finished(task, null);
      return;
    }
    try {
      CompletableFuture<?> end = task.action().get();
      if (task.kind() == Task.Kind.WAIT) {
        waits.add(end);
      }
      var _ = end.whenComplete((_, error) -> finished(task, error));
      if (stopping()) {
        giveUpWaits();
      }
    } catch (RuntimeException | Error e) {
      finished(task, e);
    }
  }

  private synchronized boolean stopping() {
    return failure != null || cancelled;
  }

  private void finished(Task task, @Nullable Throwable error) {
    List<Task> ready = new ArrayList<>();
    synchronized (this) {
      running--;
      if (error != null && task.kind() != Task.Kind.BEST_EFFORT) {
        fail(error instanceof CompletionException e && e.getCause() != null ? e.getCause() : error);
      }
      if (failure == null && !cancelled) {
        release(task.id(), ready);
      }
      endIfDone();
    }
    ready.forEach(this::submit);
    if (error != null && stopping()) {
      giveUpWaits();
    }
  }

  private void giveUpWaits() {
    waits.forEach(wait -> wait.cancel(false));
  }

  private void release(int done, List<Task> ready) {
    for (int id : dependents.getOrDefault(done, List.of())) {
      Set<Integer> before = missing.get(id);
      Task task = waiting.get(id);
      if (before != null && before.remove(done) && before.isEmpty() && task != null) {
        claim(task);
        ready.add(task);
      }
    }
  }

  private void fail(Throwable error) {
    if (error instanceof CancellationException) {
      return;
    }
    if (failure == null) {
      failure = error;
    } else if (!failure.equals(error)) {
      failure.addSuppressed(error);
    }
  }

  private void endIfDone() {
    if (running > 0) {
      return;
    }
    if (failure != null) {
      over.completeExceptionally(failure);
    } else if (cancelled || waiting.isEmpty()) {
      over.complete(null);
    } else {
      over.completeExceptionally(
          new IllegalStateException("cycle among tasks " + waiting.keySet()));
    }
  }
}
