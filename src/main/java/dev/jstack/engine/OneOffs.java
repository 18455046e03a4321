package dev.jstack.engine;

import dev.jstack.compose.model.Dependency;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.Operation.WaitFor;
import dev.jstack.compose.plan.Plan;
import dev.jstack.compose.plan.PlanNode;
import dev.jstack.compose.plan.Reconciler;
import dev.jstack.compose.plan.ServiceContainer;
import dev.jstack.compose.plan.ServiceContainer.OneOff;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.compose.plan.UpOptions.Builds;
import dev.jstack.compose.plan.UpOptions.Pulls;
import dev.jstack.compose.plan.UpOptions.Selection;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.registry.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The containers that {@code run} makes of a service, and all that they need. */
public final class OneOffs {
  private final Engine engine;
  private final Projects projects;
  private final Observer observer;
  private final PlanRuns runs;

  OneOffs(Engine engine, Projects projects, Observer observer, PlanRuns runs) {
    this.engine = engine;
    this.projects = projects;
    this.observer = observer;
    this.runs = runs;
  }

  /** One container of the service, under a name of its own; it isn't made yet. */
  public ContainerSpec spec(Project project, Service service) {
    return spec(project, service, false, false);
  }

  /** Likewise; it may publish the service's ports, and answer to its names. */
  public ContainerSpec spec(Project project, Service service, boolean ports, boolean aliases) {
    OneOff how = new OneOff(Slugs.fresh(), ports, aliases);
    return ServiceContainer.oneOff(project, service, how, engine.context(project, service));
  }

  /**
   * Makes all that a container of the service needs: networks, volumes, its image, and its
   * dependencies as it wants them.
   */
  public void prepare(
      Project project,
      Service service,
      UpOptions options,
      boolean dependencies,
      Caller caller,
      EventListener events) {
    UpOptions image = options.withSelection(new Selection(List.of(service.name()), false));
    projects.images(project, image, caller, events);
    List<String> needed = service.dependsOn().stream().map(Dependency::service).distinct().toList();
    if (dependencies && !needed.isEmpty()) {
      var all = options.withSelection(new Selection(needed, true));
      var _ = projects.up(project, all, caller, events);
      awaitDependencies(project, service, events);
    }
    resources(project, service, events);
  }

  private void awaitDependencies(Project project, Service service, EventListener events) {
    List<CompletableFuture<?>> waits = new ArrayList<>();
    for (Dependency dependency : service.dependsOn()) {
      var wait =
          new WaitFor(
              dependency.service(), dependency.condition(), service.name(), dependency.required());
      List<Container> awaited = observer.ofService(project.name(), dependency.service()).toList();
      waits.add(new DependencyWait(engine, wait, events).all(awaited));
    }
    try {
      CompletableFuture.allOf(waits.toArray(CompletableFuture[]::new)).get();
    } catch (InterruptedException e) {
      throw new CancelledException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
  }

  /** The networks and volumes of the service, as {@code up} would make them. */
  private void resources(Project project, Service service, EventListener events) {
    var options =
        UpOptions.defaults()
            .withSelection(new Selection(List.of(service.name()), false))
            .withBuilds(Builds.NEVER)
            .withPulls(Pulls.MISSING);
    try (var _ = runs.hold(project.name(), events)) {
      Plan plan = Reconciler.plan(project, observer.observe(project.name(), project), options);
      runs.run(onlyResources(plan), project.name(), project, events);
    }
  }

  private static Plan onlyResources(Plan plan) {
    List<PlanNode> nodes =
        plan.nodes().stream().filter(node -> node.operation().aboutService().isEmpty()).toList();
    return new Plan(nodes, List.of(), List.of(), List.of());
  }
}
