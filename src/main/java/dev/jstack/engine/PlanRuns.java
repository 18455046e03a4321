package dev.jstack.engine;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.ObservedState;
import dev.jstack.compose.plan.Plan;
import dev.jstack.engine.execute.TaskGraph;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.StartException;
import dev.jstack.runtime.registry.Caller;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out the plans of projects in one command's manner: to their end, or to Ctrl-C. */
final class PlanRuns {
  private final Engine engine;
  private final Observer observer;
  private final PlanExecutor executor;
  private final PortCheck ports;
  private final ProjectLocks locks;
  private final Manner manner;

  PlanRuns(Engine engine, Observer observer, PlanExecutor executor, PortCheck ports) {
    this(engine, observer, executor, ports, new ProjectLocks(), Manner.PLAIN);
  }

  private PlanRuns(
      Engine engine,
      Observer observer,
      PlanExecutor executor,
      PortCheck ports,
      ProjectLocks locks,
      Manner manner) {
    this.engine = engine;
    this.observer = observer;
    this.executor = executor;
    this.ports = ports;
    this.locks = locks;
    this.manner = manner;
  }

  /** The same, in another manner; projects are held against one another as before. */
  PlanRuns as(Manner other) {
    return new PlanRuns(engine, observer, executor, ports, locks, other);
  }

  boolean rehearsal() {
    return manner.rehearsal();
  }

  /** Keeps other commands from changing the project until it is closed. */
  ProjectLocks.Hold hold(String project, EventListener events) {
    return locks.hold(project, manner.command(), events);
  }

  /** Observes, plans and carries that out while the project is held; a rehearsal only plans. */
  Plan change(
      String name,
      @Nullable Project project,
      EventListener events,
      Function<ObservedState, Plan> planning) {
    return change(name, project, events, planning, () -> {});
  }

  /** Likewise; {@code afterwards} runs before the project is free again. */
  Plan change(
      String name,
      @Nullable Project project,
      EventListener events,
      Function<ObservedState, Plan> planning,
      Runnable afterwards) {
    if (rehearsal()) {
      return planning.apply(observer.observe(name, project));
    }
    try (var _ = hold(name, events)) {
      Plan plan = planning.apply(observer.observe(name, project));
      ports.check(plan, project);
      run(plan, name, project, events);
      afterwards.run();
      return plan;
    }
  }

  /** Carries out a plan that builds and pulls nothing. */
  void run(Plan plan, String name, @Nullable Project project, EventListener events) {
    run(plan, new Steps(engine, name, project, BuildChanges.none(), Caller.nobody(), events));
  }

  /** Carries out a plan; interrupted, it waits until what was under way is cancelled. */
  void run(Plan plan, Steps steps) {
    if (plan.isEmpty()) {
      return;
    }
    TaskGraph graph = executor.start(plan, steps, manner.parallel());
    try {
      graph.over().get();
    } catch (InterruptedException e) {
      cancel(graph);
      throw new CancelledException(e);
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      engine.sync();
    }
  }

  /** What a container's start would exit with is no exit code of a whole project. */
  private static RuntimeException failure(ExecutionException e) {
    return switch (e.getCause()) {
      case StartException start -> new JstackException(String.valueOf(start.getMessage()), start);
      case RuntimeException known -> known;
      case null, default -> new IllegalStateException(e);
    };
  }

  private static void cancel(TaskGraph graph) {
    graph.cancel();
    try {
      graph.over().join();
    } catch (CompletionException | CancellationException e) {
      // The user knows that it was cut short; what failed meanwhile is on the screen.
    }
  }
}
