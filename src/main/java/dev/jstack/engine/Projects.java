package dev.jstack.engine;

import dev.jstack.compose.load.LoadRequest;
import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.load.ProjectLoader;
import dev.jstack.compose.model.Dependency;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.DownOptions;
import dev.jstack.compose.plan.Labels;
import dev.jstack.compose.plan.Lifecycles;
import dev.jstack.compose.plan.ObservedState;
import dev.jstack.compose.plan.Operation.BuildImage;
import dev.jstack.compose.plan.Operation.WaitFor;
import dev.jstack.compose.plan.Plan;
import dev.jstack.compose.plan.PlanNode;
import dev.jstack.compose.plan.Reconciler;
import dev.jstack.compose.plan.ServiceContainer;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.compose.plan.UpOptions.Builds;
import dev.jstack.compose.plan.UpOptions.Pulls;
import dev.jstack.compose.plan.UpOptions.Selection;
import dev.jstack.engine.execute.TaskGraph;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.StartException;
import dev.jstack.runtime.registry.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
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
  private final ProjectLocks locks;
  private final Manner manner;

  Projects(
      Engine engine,
      Observer observer,
      PlanExecutor executor,
      PortCheck ports,
      ContentReader contents) {
    this(engine, observer, executor, ports, contents, new ProjectLocks(), Manner.PLAIN);
  }

  private Projects(
      Engine engine,
      Observer observer,
      PlanExecutor executor,
      PortCheck ports,
      ContentReader contents,
      ProjectLocks locks,
      Manner manner) {
    this.engine = engine;
    this.observer = observer;
    this.executor = executor;
    this.ports = ports;
    this.contents = contents;
    this.locks = locks;
    this.manner = manner;
  }

  /** The same projects, changed in another manner. */
  public Projects as(Manner other) {
    return new Projects(engine, observer, executor, ports, contents, locks, other);
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
  public Plan up(Project project, UpOptions options, Caller caller, EventListener events) {
    if (manner.rehearsal()) {
      return plan(project, options);
    }
    try (var _ = hold(project.name(), events);
        var _ = engine.images().lease()) {
      Project known = contents.withDigests(project, options.builds() != Builds.NEVER);
      ObservedState before = observer.observe(project.name(), known);
      Plan images = Reconciler.images(known, before, options);
      run(images, new Steps(engine, known, BuildChanges.none(), caller, events));
      ObservedState observed = images.isEmpty() ? before : observer.observe(project.name(), known);
      Plan plan = Reconciler.plan(known, observed, done(options));
      ports.check(plan, known);
      run(plan, known.name(), known, events);
      return plan;
    }
  }

  /** What images needed is done. */
  private static UpOptions done(UpOptions options) {
    return options.withBuilds(Builds.NEVER).withPulls(Pulls.MISSING);
  }

  /** Only the images: builds and fetches what is needed. */
  private void images(Project project, UpOptions options, Caller caller, EventListener events) {
    Project known = contents.withDigests(project, options.builds() != Builds.NEVER);
    ObservedState observed = observer.observe(project.name(), known);
    run(
        Reconciler.images(known, observed, options),
        new Steps(engine, known, BuildChanges.none(), caller, events));
  }

  /**
   * Makes all that a one-off container of the service needs: networks, volumes, its image, and its
   * dependencies as it wants them.
   */
  public void prepare(
      Project project,
      Service service,
      UpOptions options,
      boolean dependencies,
      Caller caller,
      EventListener events) {
    List<String> needed =
        dependencies
            ? service.dependsOn().stream().map(Dependency::service).distinct().toList()
            : List.of();
    UpOptions image = options.withSelection(new Selection(List.of(service.name()), false));
    images(project, image, caller, events);
    if (!needed.isEmpty()) {
      var _ = up(project, options.withSelection(new Selection(needed, true)), caller, events);
      awaitDependencies(project, service, events);
    }
    resources(project, service, events);
  }

  /** The container that {@code run} makes of a service. */
  public ContainerSpec oneOff(Project project, Service service) {
    String slug = Slugs.fresh();
    String name = project.name() + "-" + service.name() + "-run-" + slug;
    return ServiceContainer.oneOff(project, service, slug, name, engine.context(project, service));
  }

  private void awaitDependencies(Project project, Service service, EventListener events) {
    List<CompletableFuture<?>> waits = new ArrayList<>();
    for (Dependency dependency : service.dependsOn()) {
      var wait =
          new WaitFor(
              dependency.service(), dependency.condition(), service.name(), dependency.required());
      waits.add(new DependencyWait(engine, wait, events).all(serviceContainers(project, wait)));
    }
    try {
      CompletableFuture.allOf(waits.toArray(CompletableFuture[]::new)).get();
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
  }

  private List<Container> serviceContainers(Project project, WaitFor wait) {
    return observer
        .of(project.name())
        .filter(container -> wait.service().equals(container.labels().get(Labels.SERVICE)))
        .filter(container -> !"True".equals(container.labels().get(Labels.ONE_OFF)))
        .toList();
  }

  /** The networks and volumes of one service, as {@code up} would make them. */
  private void resources(Project project, Service service, EventListener events) {
    var options =
        UpOptions.defaults()
            .withSelection(new Selection(List.of(service.name()), false))
            .withBuilds(Builds.NEVER)
            .withPulls(Pulls.MISSING);
    try (var _ = hold(project.name(), events)) {
      Plan plan = Reconciler.plan(project, observer.observe(project.name(), project), options);
      run(onlyResources(plan), project.name(), project, events);
    }
  }

  private static Plan onlyResources(Plan plan) {
    List<PlanNode> nodes =
        plan.nodes().stream().filter(node -> node.operation().aboutService().isEmpty()).toList();
    return new Plan(nodes, List.of(), List.of(), List.of());
  }

  /** What {@link #build} would build. */
  public Plan builds(Project project, UpOptions options) {
    return buildsOf(contents.withDigests(project, true), options);
  }

  private Plan buildsOf(Project known, UpOptions options) {
    ObservedState observed = observer.observe(known.name(), known);
    List<PlanNode> nodes =
        Reconciler.images(known, observed, options).nodes().stream()
            .filter(node -> node.operation() instanceof BuildImage)
            .toList();
    return new Plan(nodes, List.of(), List.of(), List.of());
  }

  /** Builds the images of the selected services. */
  public void build(
      Project project,
      UpOptions options,
      BuildChanges changes,
      Caller caller,
      EventListener events) {
    Project known = contents.withDigests(project, true);
    run(buildsOf(known, options), new Steps(engine, known, changes, caller, events));
  }

  /** Removes what there is of a project; without its file, what its labels say. */
  public Plan down(
      String name, @Nullable Project project, DownOptions options, EventListener events) {
    return change(
        name,
        project,
        events,
        observed -> Lifecycles.down(project, observed, options),
        () -> {
          if (observer.of(name).findAny().isEmpty()) {
            engine.forgetFiles(name);
          }
        });
  }

  /** The services whose containers were made from another definition than this one. */
  public List<String> outdated(Project project) {
    Project known = contents.withDigests(project, false);
    return observer
        .of(project.name())
        .filter(container -> !"True".equals(container.labels().get(Labels.ONE_OFF)))
        .filter(container -> known.services().containsKey(service(container)))
        .filter(container ->
            !ServiceContainer.hash(known.service(service(container)), known.digests())
                .equals(container.labels().get(Labels.CONFIG_HASH)))
        .map(Projects::service)
        .distinct()
        .sorted()
        .toList();
  }

  private static String service(Container container) {
    return container.labels().getOrDefault(Labels.SERVICE, "");
  }

  /** Removes the containers of services that are no longer in the file. */
  public void removeOrphans(Project project, EventListener events) {
    var _ =
        change(project.name(), project, events, observed -> Lifecycles.orphans(project, observed));
  }

  /** Stops containers, dependents first. */
  public Plan stop(
      String name,
      @Nullable Project project,
      List<String> services,
      @Nullable Long timeoutMillis,
      EventListener events) {
    return change(
        name,
        project,
        events,
        observed -> Lifecycles.stop(meant(observed, project, services), services, timeoutMillis));
  }

  /** Starts what exists, dependencies first. */
  public Plan start(
      String name, @Nullable Project project, List<String> services, EventListener events) {
    return change(
        name,
        project,
        events,
        observed -> Lifecycles.start(meant(observed, project, services), services));
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
        observed ->
            Lifecycles.restart(
                meant(observed, project, services), services, noDependencies, timeoutMillis));
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
        observed ->
            Lifecycles.remove(
                meant(observed, project, services), services, stop, anonymousVolumes));
  }

  /** What is there of the services that a change is about: all of the project's, or those named. */
  private static ObservedState meant(
      ObservedState observed, @Nullable Project project, List<String> services) {
    return project != null && services.isEmpty()
        ? observed.only(project.services().keySet())
        : observed;
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
    return change(name, project, events, planning, () -> {});
  }

  private Plan change(
      String name,
      @Nullable Project project,
      EventListener events,
      Function<ObservedState, Plan> planning,
      Runnable afterwards) {
    if (manner.rehearsal()) {
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

  private ProjectLocks.Hold hold(String project, EventListener events) {
    return locks.hold(project, manner.command(), events);
  }

  private void run(Plan plan, String name, @Nullable Project project, EventListener events) {
    run(plan, new Steps(engine, name, project, BuildChanges.none(), Caller.nobody(), events));
  }

  private void run(Plan plan, Steps steps) {
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
