package dev.jstack.compose.plan;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
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
            .filter(container -> !orphans.contains(container) && isMeant(container, project))
            .toList();
    containers(going);
    List<ObservedContainer> staying =
        observed.containers().stream().filter(c -> !going.contains(c)).toList();
    if (options.services().isEmpty()) {
      if (!orphans.isEmpty()) {
        plan.warn(Orphans.warning(orphans));
      }
      sleeping(project, staying);
      networks(project, staying);
    } else {
      networks(going, staying);
    }
    volumes(project);
    images();
    return plan.build();
  }

  /** Services of profiles that aren't active stay as they are, as everywhere. */
  private boolean isMeant(ObservedContainer container, @Nullable Project project) {
    if (options.services().isEmpty()) {
      return project == null || !project.disabled().contains(container.service());
    }
    return options.services().contains(container.service()) && !container.oneOff();
  }

  private void sleeping(@Nullable Project project, List<ObservedContainer> staying) {
    String names =
        staying.stream()
            .filter(c -> project != null && project.disabled().contains(c.service()))
            .map(ObservedContainer::name)
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      plan.warn(names + " stays, as its profile is not active; name it with --profile");
    }
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
          network(name);
        });
  }

  /** Of some services: what no other container is in, stopped or not. */
  private void networks(List<ObservedContainer> going, List<ObservedContainer> staying) {
    going.stream()
        .flatMap(container -> container.networks().stream())
        .filter(name -> staying.stream().noneMatch(c -> c.networks().contains(name)))
        .filter(name -> isOurs(observed.networks().get(name), null, Labels.NETWORK))
        .distinct()
        .sorted()
        .forEach(this::network);
  }

  private void network(String name) {
    Change change = new Change("Network " + name, name, Change.Verb.REMOVE, List.of());
    plan.add(new Operation.RemoveNetwork(name), change, removals);
  }

  private void volumes(@Nullable Project project) {
    if (!options.volumes()) {
      return;
    }
    observed.volumes().values().stream()
        .filter(volume -> isOurs(volume, project, Labels.VOLUME) && isUnshared(volume, project))
        .map(Resource::name)
        .sorted()
        .forEach(name -> {
          Change change = new Change("Volume " + name, name, Change.Verb.REMOVE, List.of());
          plan.add(new Operation.RemoveVolume(name), change, removals);
        });
  }

  /** With services named: one of these alone has it. */
  private boolean isUnshared(Resource volume, @Nullable Project project) {
    List<String> services = options.services();
    List<String> users =
        project == null
            ? List.of()
            : project.services().values().stream()
                .filter(service -> ResourceSteps.volumesOf(service).contains(volume.name()))
                .map(Service::name)
                .toList();
    return services.isEmpty() || (!users.isEmpty() && services.containsAll(users));
  }

  /** Without a project all that was observed is its own. */
  private static boolean isOurs(
      @Nullable Resource resource, @Nullable Project project, String kind) {
    if (resource == null) {
      return false;
    }
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
