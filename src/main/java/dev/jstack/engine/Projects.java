package dev.jstack.engine;

import dev.jstack.compose.load.LoadRequest;
import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.load.ProjectLoader;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.DownOptions;
import dev.jstack.compose.plan.Labels;
import dev.jstack.compose.plan.Lifecycles;
import dev.jstack.compose.plan.ObservedState;
import dev.jstack.compose.plan.Plan;
import dev.jstack.compose.plan.Reconciler;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.compose.plan.UpOptions.Builds;
import dev.jstack.engine.execute.TaskGraph;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Projects: load, observe, plan, execute. */
public final class Projects {
  private final Engine engine;
  private final Observer observer;
  private final PlanExecutor executor;
  private final PortCheck ports;
  private final ContentReader contents;
  private final ProjectLocks locks = new ProjectLocks();

  Projects(
      Engine engine,
      Observer observer,
      PlanExecutor executor,
      PortCheck ports,
      ContentReader contents) {
    this.engine = engine;
    this.observer = observer;
    this.executor = executor;
    this.ports = ports;
    this.contents = contents;
  }

  /** Reads the Compose files; all mistakes are reported at once. */
  public LoadedProject load(LoadRequest request) {
    return ProjectLoader.load(request);
  }

  /** What {@code up} would do, images included. */
  public Plan plan(Project project, UpOptions options) {
    Project known = contents.withDigests(project, options.builds() != Builds.NEVER);
    return Reconciler.plan(known, observer.observe(project.name(), known), options);
  }

  /** Makes the project what its files say; returns what was done. */
  public Plan up(Project project, UpOptions options, EventListener events) {
    try (var _ = locks.hold(project.name(), events)) {
      Project known = contents.withDigests(project, options.builds() != Builds.NEVER);
      ObservedState before = observer.observe(project.name(), known);
      Plan images = Reconciler.images(known, before, options);
      run(images, known.name(), known, events);
      ObservedState observed = images.isEmpty() ? before : observer.observe(project.name(), known);
      Plan plan = Reconciler.plan(known, observed, options.withBuilds(Builds.NEVER));
      ports.check(plan, known);
      run(plan, known.name(), known, events);
      return plan;
    }
  }

  /** Only the images: builds and fetches what is needed. */
  public void images(Project project, UpOptions options, EventListener events) {
    Project known = contents.withDigests(project, options.builds() != Builds.NEVER);
    ObservedState observed = observer.observe(project.name(), known);
    run(Reconciler.images(known, observed, options), known.name(), known, events);
  }

  /** Removes what there is of a project; without its file, what its labels say. */
  public Plan down(
      String name, @Nullable Project project, DownOptions options, EventListener events) {
    return change(name, project, events, observed -> Lifecycles.down(project, observed, options));
  }

  /** Stops containers, dependents first. */
  public Plan stop(
      String name,
      @Nullable Project project,
      List<String> services,
      @Nullable Long timeoutMillis,
      EventListener events) {
    return change(
        name, project, events, observed -> Lifecycles.stop(observed, services, timeoutMillis));
  }

  /** Starts what exists, dependencies first. */
  public Plan start(
      String name, @Nullable Project project, List<String> services, EventListener events) {
    return change(name, project, events, observed -> Lifecycles.start(observed, services));
  }

  /** Stops and starts; configuration changes are not applied. */
  public Plan restart(
      String name,
      @Nullable Project project,
      List<String> services,
      boolean noDependencies,
      @Nullable Long timeoutMillis,
      EventListener events) {
    return change(
        name,
        project,
        events,
        observed -> Lifecycles.restart(observed, services, noDependencies, timeoutMillis));
  }

  /** Removes stopped containers. */
  public Plan remove(
      String name,
      @Nullable Project project,
      List<String> services,
      boolean stop,
      boolean anonymousVolumes,
      EventListener events) {
    return change(
        name,
        project,
        events,
        observed -> Lifecycles.remove(observed, services, stop, anonymousVolumes));
  }

  /** A project's containers, one-off ones too, oldest first. */
  public List<Container> containers(String name) {
    return observer.of(name).toList();
  }

  /** The names of all projects that have containers, sorted. */
  public List<String> names() {
    return engine.containers().list().stream()
        .map(container -> container.labels().getOrDefault(Labels.PROJECT, ""))
        .filter(name -> !name.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  /** The snapshot that plans are made from. */
  public ObservedState observe(String name, @Nullable Project project) {
    return observer.observe(name, project);
  }

  private Plan change(
      String name,
      @Nullable Project project,
      EventListener events,
      Function<ObservedState, Plan> planning) {
    try (var _ = locks.hold(name, events)) {
      Plan plan = planning.apply(observer.observe(name, project));
      ports.check(plan, project);
      run(plan, name, project, events);
      return plan;
    }
  }

  private void run(Plan plan, String name, @Nullable Project project, EventListener events) {
    if (plan.isEmpty()) {
      return;
    }
    TaskGraph graph = executor.start(plan, new Steps(engine, name, project, events));
    try {
      graph.over().get();
    } catch (InterruptedException e) {
      cancel(graph);
      throw new CancelledException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    } finally {
      engine.sync();
    }
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
