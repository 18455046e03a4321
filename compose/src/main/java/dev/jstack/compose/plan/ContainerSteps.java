package dev.jstack.compose.plan;

import dev.jstack.compose.model.Condition;
import dev.jstack.compose.model.Dependency;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.Decision.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Second half of the containers' planning: the decisions as operations in order. */
final class ContainerSteps {
  private final PlanBuilder plan;
  private final UpOptions options;
  private final ImageSteps images;
  private final ResourceSteps resources;
  private final Map<String, List<Decision>> decisions;
  private final InitPlan inits;
  private final Handovers handovers;

  /** Nodes after which a service's containers have been started. */
  private final Map<String, List<Integer>> started = new HashMap<>();

  /** Nodes that remove the container before it, by the name that is free only then. */
  private final Map<String, Integer> freed = new HashMap<>();

  private final Map<String, Integer> stopped = new HashMap<>();

  ContainerSteps(
      PlanBuilder plan,
      UpOptions options,
      ImageSteps images,
      ResourceSteps resources,
      Map<String, List<Decision>> decisions) {
    this.plan = plan;
    this.options = options;
    this.images = images;
    this.resources = resources;
    this.decisions = decisions;
    this.inits = new InitPlan(plan, options, images, resources);
    this.handovers = new Handovers(plan, options);
  }

  void add() {
    restartsStopFirst();
    renewals();
    decisions.forEach((name, list) -> {
      List<Integer> ready = new ArrayList<>();
      List<Integer> before = new ArrayList<>();
      if (list.stream().anyMatch(Decision::starts)) {
        before.addAll(waits(list));
        before.addAll(inits.common(list, before));
      }
      for (Decision decision : list) {
        ready.addAll(add(decision, before));
      }
      started.put(name, ready);
    });
  }

  /** What is restarted with its dependency stops before that is replaced, dependents first. */
  private void restartsStopFirst() {
    List<List<Decision>> reversed = new ArrayList<>(decisions.values()).reversed();
    for (List<Decision> list : reversed) {
      for (Decision decision : list) {
        if (decision.action() == Action.RESTART && decision.container() != null) {
          stopped.put(decision.name(), stop(decision, dependents(decision.service().name())));
        }
      }
    }
  }

  /** Stops of the containers that are restarted with this service. */
  private List<Integer> dependents(String service) {
    List<Integer> nodes = new ArrayList<>();
    decisions
        .values()
        .forEach(list ->
            list.forEach(decision -> {
              Integer node = stopped.get(decision.name());
              boolean follows =
                  decision.service().dependsOn().stream()
                      .anyMatch(d -> d.service().equals(service) && d.restart());
              if (node != null && follows) {
                nodes.add(node);
              }
            }));
    return nodes;
  }

  /** Containers let go of networks and volumes that are made anew before these are. */
  private void renewals() {
    Map<String, List<Integer>> networks = new HashMap<>();
    Map<String, List<Integer>> volumes = new HashMap<>();
    decisions
        .values()
        .forEach(list ->
            list.forEach(decision -> {
              ObservedContainer container = decision.container();
              if (decision.action() != Action.RECREATE || container == null) {
                return;
              }
              boolean diverged = container.networks().stream().anyMatch(resources::isDiverged);
              if (decision.volumesFirst() || diverged) {
                letGo(decision, container, networks, volumes);
              }
            }));
    resources.renew(networks, volumes);
  }

  private void letGo(
      Decision decision,
      ObservedContainer container,
      Map<String, List<Integer>> networks,
      Map<String, List<Integer>> volumes) {
    int node = stop(decision, List.of());
    stopped.put(decision.name(), node);
    if (decision.volumesFirst()) {
      node = remove(decision, container, true, List.of(node));
      freed.put(decision.name(), node);
      for (String volume : ResourceSteps.volumesOf(decision.service())) {
        volumes.computeIfAbsent(volume, _ -> new ArrayList<>()).add(node);
      }
    }
    for (String network : container.networks()) {
      networks.computeIfAbsent(network, _ -> new ArrayList<>()).add(node);
    }
  }

  /** Adds what a decision needs and returns the nodes after which its container runs. */
  private List<Integer> add(Decision decision, List<Integer> before) {
    switch (decision.action()) {
      case KEEP -> {
        plan.unchanged(decision.name());
        return finished(decision);
      }
      case REMOVE -> {
        removal(decision);
        return List.of();
      }
      case CREATE -> {
        int create = create(decision, decision.name(), false);
        return start(decision, before, List.of(create));
      }
      case RECREATE -> {
        return recreate(decision, before);
      }
      case START -> {
        return start(decision, before, finished(decision));
      }
      case RESTART -> {
        return start(decision, before, List.of(stopped.getOrDefault(decision.name(), 0)));
      }
    }
    throw new IllegalStateException(decision.toString());
  }

  /** An interrupted replacement left a container under its provisional name. */
  private List<Integer> finished(Decision decision) {
    ObservedContainer container = decision.container();
    if (container == null || container.name().equals(decision.name())) {
      return List.of();
    }
    var rename =
        new Operation.RenameContainer(decision.service().name(), container.name(), decision.name());
    return List.of(plan.add(rename, decision.change(), freed(decision.name())));
  }

  private List<Integer> freed(String name) {
    Integer node = freed.get(name);
    return node == null ? List.of() : List.of(node);
  }

  private List<Integer> recreate(Decision decision, List<Integer> before) {
    ObservedContainer old = decision.container();
    if (old == null) {
      throw new IllegalArgumentException("nothing to replace: " + decision);
    }
    if (decision.volumesFirst()) {
      int create = create(decision, decision.name(), false);
      return start(decision, before, List.of(create));
    }
    boolean sameName = old.name().equals(decision.name());
    String provisional =
        sameName
            ? old.id().substring(0, Math.min(12, old.id().length())) + "_" + old.name()
            : decision.name();
    boolean inherit = !options.recreation().renewVolumes();
    int create = create(decision, provisional, inherit);
    if (options.start() && !stopped.containsKey(decision.name()) && handovers.wanted(decision)) {
      var operation = handovers.start(decision, provisional);
      var begun = start(decision, operation, before, handovers.turn(decision, create));
      return handovers.add(decision, provisional, inherit, begun);
    }
    List<Integer> after = new ArrayList<>(List.of(create));
    if (stopped.containsKey(decision.name())) {
      after.add(stopped.getOrDefault(decision.name(), 0));
    } else if (old.alive()) {
      List<Integer> until = new ArrayList<>(before);
      until.add(create);
      until.addAll(dependents(decision.service().name()));
      after = List.of(stop(decision, until));
    }
    int last = remove(decision, old, !inherit, after);
    if (sameName) {
      var rename =
          new Operation.RenameContainer(decision.service().name(), provisional, decision.name());
      last = plan.add(rename, decision.change(), List.of(last));
    }
    return start(decision, before, List.of(last));
  }

  private int create(Decision decision, String name, boolean inherit) {
    Service service = decision.service();
    List<Integer> needs = new ArrayList<>(freed(name));
    needs.addAll(images.of(service));
    needs.addAll(resources.networks(service));
    needs.addAll(resources.volumes(service));
    Divergence.shared(service)
        .forEach(other -> needs.addAll(started.getOrDefault(other, List.of())));
    ObservedContainer old = decision.container();
    String replaces = old == null || decision.volumesFirst() ? null : old.name();
    var operation =
        new Operation.CreateContainer(
            service.name(), decision.number(), name, replaces, inherit && replaces != null);
    return plan.add(operation, decision.change(), needs);
  }

  private List<Integer> start(Decision decision, List<Integer> before, List<Integer> after) {
    var operation = new Operation.StartContainer(decision.service().name(), decision.name());
    return start(decision, operation, before, after);
  }

  private List<Integer> start(
      Decision decision, Operation operation, List<Integer> before, List<Integer> after) {
    if (!options.start()) {
      return after;
    }
    List<Integer> needs = new ArrayList<>(after);
    needs.addAll(resources.networks(decision.service()));
    needs.addAll(before);
    needs.addAll(inits.own(decision, needs));
    return List.of(plan.add(operation, decision.change(), needs));
  }

  private int stop(Decision decision, List<Integer> after) {
    ObservedContainer container = decision.container();
    String name = container == null ? decision.name() : container.name();
    var operation =
        new Operation.StopContainer(decision.service().name(), name, options.timeoutMillis());
    return plan.add(operation, decision.change(), after);
  }

  private int remove(
      Decision decision, ObservedContainer container, boolean volumes, List<Integer> after) {
    var operation =
        new Operation.RemoveContainer(decision.service().name(), container.name(), volumes);
    return plan.add(operation, decision.change(), after);
  }

  private void removal(Decision decision) {
    ObservedContainer container = decision.container();
    if (container != null) {
      List<Integer> after = container.alive() ? List.of(stop(decision, List.of())) : List.of();
      freed.put(container.name(), remove(decision, container, false, after));
    }
  }

  /** What the containers of a service wait for before they start. */
  private List<Integer> waits(List<Decision> list) {
    Decision first = list.stream().filter(Decision::starts).findFirst().orElseThrow();
    List<Integer> waits = new ArrayList<>();
    for (Dependency dependency :
        options.start() ? first.service().dependsOn() : List.<Dependency>of()) {
      List<Decision> needed = decisions.get(dependency.service());
      if (needed == null || needed.stream().allMatch(d -> d.action() == Action.REMOVE)) {
        continue;
      }
      List<Integer> starts = started.getOrDefault(dependency.service(), List.of());
      if (dependency.condition() == Condition.STARTED) {
        waits.addAll(starts);
      } else if (!starts.isEmpty() || !met(dependency.condition(), needed)) {
        var operation =
            new Operation.WaitFor(
                dependency.service(),
                dependency.condition(),
                first.service().name(),
                dependency.required());
        waits.add(plan.add(operation, first.change(), starts));
      }
    }
    return waits;
  }

  private static boolean met(Condition condition, List<Decision> needed) {
    return needed.stream()
        .map(Decision::container)
        .allMatch(container ->
            container != null
                && switch (condition) {
                  case STARTED -> true;
                  case HEALTHY -> container.health() == ObservedContainer.Health.HEALTHY;
                  case COMPLETED ->
                      container.state() == ObservedContainer.State.EXITED
                          && container.exitCode() == 0;
                });
  }
}
