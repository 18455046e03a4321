package dev.jstack.engine;

import dev.jstack.compose.plan.Operation;
import dev.jstack.compose.plan.Operation.WaitFor;
import dev.jstack.compose.plan.Plan;
import dev.jstack.compose.plan.PlanNode;
import dev.jstack.engine.execute.Slots;
import dev.jstack.engine.execute.Task;
import dev.jstack.engine.execute.TaskGraph;
import java.util.List;
import java.util.Set;

/** Carries plans out: every operation as soon as those it depends on are done. Decides nothing. */
final class PlanExecutor {
  private final Workers workers;

  PlanExecutor(Workers workers) {
    this.workers = workers;
  }

  /**
   * Begins, {@code parallel} operations at once, or any number if it is below 1; the graph tells
   * when it is over, and can be cancelled.
   */
  TaskGraph start(Plan plan, Steps steps, int parallel) {
    Slots slots = new Slots(parallel, workers.launches());
    List<Task> tasks = plan.nodes().stream().map(node -> task(node, steps, slots)).toList();
    return TaskGraph.start(tasks, workers.launches());
  }

  /** Who only waits takes no place of those who work. */
  private static Task task(PlanNode node, Steps steps, Slots slots) {
    boolean waits =
        node.operation() instanceof WaitFor || node.operation() instanceof Operation.AwaitReady;
    return new Task(
        node.id(),
        Set.copyOf(node.dependsOn()),
        kind(node.operation()),
        () -> waits ? steps.begin(node) : slots.run(() -> steps.begin(node)));
  }

  private static Task.Kind kind(Operation operation) {
    return switch (operation) {
      case WaitFor _, Operation.AwaitReady _, Operation.PullImage _, Operation.BuildImage _ ->
          Task.Kind.WAIT;
      case Operation.RemoveImage _ -> Task.Kind.BEST_EFFORT;
      default -> Task.Kind.WORK;
    };
  }
}
