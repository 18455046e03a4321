package dev.jstack.compose.plan;

import dev.jstack.compose.model.Condition;
import dev.jstack.compose.model.Dependency;
import dev.jstack.compose.model.Project;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans for what exists already: stop, start, restart, down. Dependencies come from the containers'
 * labels, so all of them work without the Compose file. One-off containers are left alone, except
 * by down.
 */
public final class Lifecycles {
  private final PlanBuilder plan = new PlanBuilder();
  private final DependencyGraph graph;
  private final Map<String, List<ObservedContainer>> containers = new HashMap<>();
  private final Map<String, List<Integer>> done = new HashMap<>();

  private Lifecycles(ObservedState observed) {
    this.graph = DependencyGraph.of(observed.containers());
    observed.containers().stream()
        .filter(container -> !container.oneOff())
        .forEach(container ->
            containers.computeIfAbsent(container.service(), _ -> new ArrayList<>()).add(container));
  }

  /** Dependents first. {@code services} empty for all. */
  public static Plan stop(
      ObservedState observed, List<String> services, @Nullable Long timeoutMillis) {
    Lifecycles lifecycles = new Lifecycles(observed);
    lifecycles.stop(lifecycles.meant(services), Change.Verb.STOP, timeoutMillis);
    return lifecycles.plan.build();
  }

  /** Dependencies first, waiting for their conditions. {@code services} empty for all. */
  public static Plan start(ObservedState observed, List<String> services) {
    Lifecycles lifecycles = new Lifecycles(observed);
    Set<String> meant = new HashSet<>(lifecycles.meant(services));
    services.forEach(service -> lifecycles.addNeeds(service, meant));
    lifecycles.start(meant, Change.Verb.START, Map.of());
    return lifecycles.plan.build();
  }

  /** Stops and starts; dependents with {@code restart: true} too unless {@code noDependencies}. */
  public static Plan restart(
      ObservedState observed,
      List<String> services,
      boolean noDependencies,
      @Nullable Long timeoutMillis) {
    Lifecycles lifecycles = new Lifecycles(observed);
    Set<String> meant = new HashSet<>(lifecycles.meant(services));
    if (!noDependencies) {
      services.forEach(service -> lifecycles.addFollowers(service, meant));
    }
    lifecycles.stop(meant, Change.Verb.RESTART, timeoutMillis);
    Map<String, List<Integer>> stops = Map.copyOf(lifecycles.done);
    lifecycles.done.clear();
    lifecycles.start(meant, Change.Verb.RESTART, stops);
    return lifecycles.plan.build();
  }

  /** Removes containers, then networks, with the option volumes and images. */
  public static Plan down(@Nullable Project project, ObservedState observed, DownOptions options) {
    return new Teardown(observed, options).down(project);
  }

  /** Removes, running or not, what belongs to no service of the file. */
  public static Plan orphans(Project project, ObservedState observed) {
    PlanBuilder plan = new PlanBuilder();
    Orphans.add(
        project, observed, UpOptions.defaults().withOrphans(UpOptions.Orphaned.REMOVE), plan);
    return plan.build();
  }

  /** Removes stopped containers of services; {@code stop} stops running ones first. */
  public static Plan remove(
      ObservedState observed, List<String> services, boolean stop, boolean anonymousVolumes) {
    PlanBuilder plan = new PlanBuilder();
    for (ObservedContainer container : observed.containers()) {
      boolean meant = services.isEmpty() || services.contains(container.service());
      if (meant && !container.oneOff() && (stop || !container.alive())) {
        Change change =
            new Change(
                "Container " + container.name(),
                container.service(),
                Change.Verb.REMOVE,
                List.of());
        Teardown.remove(container, change, List.of(), null, anonymousVolumes, plan);
      }
    }
    return plan.build();
  }

  private Set<String> meant(List<String> services) {
    return services.isEmpty() ? containers.keySet() : new HashSet<>(services);
  }

  private void addNeeds(String service, Set<String> into) {
    for (Dependency dependency : graph.needs(service)) {
      if (into.add(dependency.service())) {
        addNeeds(dependency.service(), into);
      }
    }
  }

  private void addFollowers(String service, Set<String> into) {
    for (String dependent : graph.dependents(service)) {
      boolean follows =
          graph.needs(dependent).stream().anyMatch(d -> d.service().equals(service) && d.restart());
      if (follows && into.add(dependent)) {
        addFollowers(dependent, into);
      }
    }
  }

  /** What depends on a service by way of one that has ended stops before it all the same. */
  private void stop(Set<String> services, Change.Verb verb, @Nullable Long timeoutMillis) {
    for (String service : graph.order().reversed()) {
      List<Integer> after =
          graph.dependents(service).stream()
              .flatMap(dependent -> done.getOrDefault(dependent, List.of()).stream())
              .distinct()
              .toList();
      List<ObservedContainer> stopping =
          services.contains(service)
              ? containers.getOrDefault(service, List.of()).stream()
                  .filter(ObservedContainer::alive)
                  .toList()
              : List.of();
      if (stopping.isEmpty()) {
        after.forEach(node -> add(service, node));
      }
      for (ObservedContainer container : stopping) {
        var stop = new Operation.StopContainer(service, container.name(), timeoutMillis);
        add(service, plan.add(stop, change(container, verb), after));
      }
    }
  }

  private void start(Set<String> services, Change.Verb verb, Map<String, List<Integer>> stops) {
    for (String service : graph.order()) {
      if (!services.contains(service)) {
        continue;
      }
      List<ObservedContainer> starting =
          containers.getOrDefault(service, List.of()).stream()
              .filter(c -> verb == Change.Verb.RESTART || !c.alive())
              .toList();
      if (starting.isEmpty()) {
        continue;
      }
      List<Integer> after = new ArrayList<>(stops.getOrDefault(service, List.of()));
      after.addAll(waits(service, services, change(starting.getFirst(), verb)));
      for (ObservedContainer container : starting) {
        var start = new Operation.StartContainer(service, container.name());
        add(service, plan.add(start, change(container, verb), after));
      }
    }
  }

  private List<Integer> waits(String service, Set<String> services, Change change) {
    List<Integer> waits = new ArrayList<>();
    for (Dependency dependency : graph.needs(service)) {
      List<Integer> starts = done.getOrDefault(dependency.service(), List.of());
      boolean known =
          services.contains(dependency.service()) && containers.containsKey(dependency.service());
      if (dependency.condition() == Condition.STARTED) {
        waits.addAll(starts);
      } else if (known) {
        var wait =
            new Operation.WaitFor(dependency.service(), dependency.condition(), service, true);
        waits.add(plan.add(wait, change, starts));
      }
    }
    return waits;
  }

  private void add(String service, int node) {
    done.computeIfAbsent(service, _ -> new ArrayList<>()).add(node);
  }

  private static Change change(ObservedContainer container, Change.Verb verb) {
    return new Change("Container " + container.name(), container.service(), verb, List.of());
  }
}
