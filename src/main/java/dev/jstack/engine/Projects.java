package dev.jstack.engine;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.DownOptions;
import dev.jstack.compose.plan.Labels;
import dev.jstack.compose.plan.Lifecycles;
import dev.jstack.compose.plan.ObservedState;
import dev.jstack.compose.plan.Operation.BuildImage;
import dev.jstack.compose.plan.Plan;
import dev.jstack.compose.plan.PlanNode;
import dev.jstack.compose.plan.Reconciler;
import dev.jstack.compose.plan.ServiceContainer;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.compose.plan.UpOptions.Builds;
import dev.jstack.compose.plan.UpOptions.Pulls;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.registry.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Projects: observe, plan, execute. */
public final class Projects {
  private final Engine engine;
  private final Observer observer;
  private final PlanRuns runs;
  private final PortCheck ports;
  private final ContentReader contents;

  Projects(
      Engine engine, Observer observer, PlanRuns runs, PortCheck ports, ContentReader contents) {
    this.engine = engine;
    this.observer = observer;
    this.runs = runs;
    this.ports = ports;
    this.contents = contents;
  }

  /** The same projects, changed in another manner. */
  public Projects as(Manner other) {
    return new Projects(engine, observer, runs.as(other), ports, contents);
  }

  /** The containers of {@code run}. */
  public OneOffs oneOffs() {
    return new OneOffs(engine, this, observer, runs);
  }

  /** What {@code up} would do, images included. */
  public Plan plan(Project project, UpOptions options) {
    Project known = contents.withDigests(project, options.builds() != Builds.NEVER);
    return Reconciler.plan(known, observer.observe(project.name(), known), options);
  }

  /** Makes the project what its files say; returns what was done. */
  public Plan up(Project project, UpOptions options, Caller caller, EventListener events) {
    if (runs.rehearsal()) {
      return plan(project, options);
    }
    try (var _ = runs.hold(project.name(), events);
        var _ = engine.images().lease()) {
      Project known = contents.withDigests(project, options.builds() != Builds.NEVER);
      ObservedState before = observer.observe(project.name(), known);
      Plan images = Reconciler.images(known, before, options);
      runs.run(images, new Steps(engine, known, BuildChanges.none(), caller, events));
      ObservedState observed = images.isEmpty() ? before : observer.observe(project.name(), known);
      Plan plan = Reconciler.plan(known, observed, done(options));
      ports.check(plan, known);
      runs.run(plan, known.name(), known, events);
      return plan;
    }
  }

  /** What images needed is done. */
  private static UpOptions done(UpOptions options) {
    return options.withBuilds(Builds.NEVER).withPulls(Pulls.MISSING);
  }

  /** Only the images: builds and fetches what is needed. */
  void images(Project project, UpOptions options, Caller caller, EventListener events) {
    Project known = contents.withDigests(project, options.builds() != Builds.NEVER);
    ObservedState observed = observer.observe(project.name(), known);
    runs.run(
        Reconciler.images(known, observed, options),
        new Steps(engine, known, BuildChanges.none(), caller, events));
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
    runs.run(buildsOf(known, options), new Steps(engine, known, changes, caller, events));
  }

  /** Removes what there is of a project; without its file, what its labels say. */
  public Plan down(
      String name, @Nullable Project project, DownOptions options, EventListener events) {
    return runs.change(
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
        .filter(container -> !Observer.oneOff(container))
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
        runs.change(
            project.name(), project, events, observed -> Lifecycles.orphans(project, observed));
  }

  /** Stops containers, dependents first. */
  public Plan stop(
      String name,
      @Nullable Project project,
      List<String> services,
      @Nullable Long timeoutMillis,
      EventListener events) {
    return runs.change(
        name,
        project,
        events,
        observed -> Lifecycles.stop(meant(observed, project, services), services, timeoutMillis));
  }

  /** Starts what exists, dependencies first. */
  public Plan start(
      String name, @Nullable Project project, List<String> services, EventListener events) {
    return runs.change(
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
    return runs.change(
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
    return runs.change(
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
}
