package dev.jstack.compose.plan;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.ObservedState.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans that take containers away. */
final class Teardown {
  private final PlanBuilder plan = new PlanBuilder();
  private final ObservedState observed;
  private final DownOptions options;
  private final Map<String, List<Integer>> stops = new HashMap<>();
  private final List<Integer> removals = new ArrayList<>();

  Teardown(ObservedState observed, DownOptions options) {
    this.observed = observed;
    this.options = options;
  }

  /** Stops what runs, then removes; returns the removing node. */
  static int remove(
      ObservedContainer container,
      Change change,
      List<Integer> after,
      @Nullable Long timeoutMillis,
      boolean volumes,
      PlanBuilder plan) {
    List<Integer> before = after;
    if (container.alive()) {
      var stop = new Operation.StopContainer(container.service(), container.name(), timeoutMillis);
      before = List.of(plan.add(stop, change, after));
    }
    var remove = new Operation.RemoveContainer(container.service(), container.name(), volumes);
    return plan.add(remove, change, before);
  }

  Plan down(@Nullable Project project) {
    List<ObservedContainer> orphans =
        project == null || options.removeOrphans() ? List.of() : Orphans.of(project, observed);
    List<ObservedContainer> going =
        observed.containers().stream()
            .filter(container -> !orphans.contains(container) && isMeant(container))
            .toList();
    containers(going);
    if (options.services().isEmpty()) {
      List<ObservedContainer> staying =
          observed.containers().stream().filter(c -> !going.contains(c)).toList();
      if (!orphans.isEmpty()) {
        plan.warn(Orphans.warning(orphans));
      }
      networks(project, staying);
      volumes(project);
      images();
    }
    return plan.build();
  }

  private boolean isMeant(ObservedContainer container) {
    return options.services().isEmpty()
        || (options.services().contains(container.service()) && !container.oneOff());
  }

  /** Dependents are stopped before what they depend on, also by way of one that has ended. */
  private void containers(List<ObservedContainer> going) {
    DependencyGraph graph = DependencyGraph.of(observed.containers());
    Map<String, List<ObservedContainer>> byService =
        going.stream().collect(Collectors.groupingBy(ObservedContainer::service));
    List<String> order = new ArrayList<>(graph.order().reversed());
    byService.keySet().stream().sorted().filter(s -> !order.contains(s)).forEach(order::add);
    for (String service : order) {
      List<Integer> after =
          graph.dependents(service).stream()
              .flatMap(dependent -> stops.getOrDefault(dependent, List.of()).stream())
              .distinct()
              .toList();
      for (ObservedContainer container : byService.getOrDefault(service, List.of())) {
        remove(container, after);
      }
      stops.computeIfAbsent(service, _ -> new ArrayList<>(after));
    }
  }

  private void remove(ObservedContainer container, List<Integer> after) {
    Change change =
        new Change(
            "Container " + container.name(), container.service(), Change.Verb.REMOVE, List.of());
    List<Integer> before = after;
    if (container.alive()) {
      var stop =
          new Operation.StopContainer(
              container.service(), container.name(), options.timeoutMillis());
      int node = plan.add(stop, change, after);
      stops.computeIfAbsent(container.service(), _ -> new ArrayList<>()).add(node);
      before = List.of(node);
    }
    var remove =
        new Operation.RemoveContainer(
            container.service(), container.name(), options.volumes() || container.oneOff());
    removals.add(plan.add(remove, change, before));
  }

  private void networks(@Nullable Project project, List<ObservedContainer> staying) {
    observed.networks().values().stream()
        .filter(network -> isOurs(network, project, Labels.NETWORK))
        .map(Resource::name)
        .sorted()
        .forEach(name -> {
          if (staying.stream().anyMatch(c -> c.alive() && c.networks().contains(name))) {
            plan.warn("network " + name + " is still in use");
            return;
          }
          Change change = new Change("Network " + name, name, Change.Verb.REMOVE, List.of());
          plan.add(new Operation.RemoveNetwork(name), change, removals);
        });
  }

  private void volumes(@Nullable Project project) {
    if (!options.volumes()) {
      return;
    }
    observed.volumes().values().stream()
        .filter(volume -> isOurs(volume, project, Labels.VOLUME))
        .map(Resource::name)
        .sorted()
        .forEach(name -> {
          Change change = new Change("Volume " + name, name, Change.Verb.REMOVE, List.of());
          plan.add(new Operation.RemoveVolume(name), change, removals);
        });
  }

  /** Without a project all that was observed is its own. */
  private static boolean isOurs(Resource resource, @Nullable Project project, String kind) {
    String owner = resource.labels().get(Labels.PROJECT);
    boolean same = project == null ? owner != null : project.name().equals(owner);
    return same && resource.labels().containsKey(kind);
  }

  private void images() {
    options.images().stream()
        .sorted()
        .forEach(reference -> {
          Change change =
              new Change("Image " + reference, reference, Change.Verb.REMOVE, List.of());
          plan.add(new Operation.RemoveImage(reference), change, removals);
        });
  }
}
