package dev.jstack.compose.plan;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.ObservedContainer.Health;
import dev.jstack.compose.plan.ObservedContainer.State;
import dev.jstack.compose.plan.ObservedState.Image;
import dev.jstack.compose.plan.ObservedState.Resource;
import dev.jstack.runtime.container.ContainerSpec;
import dev.jstack.runtime.container.NetworkSpec;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pretended engine: carries out plans on values, in whichever order they allow, and refuses what
 * the real one would refuse.
 */
final class World {
  private final Map<String, ObservedContainer> containers = new LinkedHashMap<>();
  private final Map<String, Resource> networks = new LinkedHashMap<>();
  private final Map<String, Resource> volumes = new LinkedHashMap<>();
  private final Map<String, Image> images = new LinkedHashMap<>();
  private int ids;

  ObservedState observe() {
    return new ObservedState(List.copyOf(containers.values()), networks, volumes, images);
  }

  void image(String reference, String id) {
    images.put(reference, new Image(id, null));
  }

  void volume(String name) {
    volumes.put(name, new Resource(name, Map.of()));
  }

  void network(String name) {
    networks.put(name, new Resource(name, Map.of()));
  }

  /** Plans and carries out {@code up}; returns the plan. */
  Plan up(Project project, UpOptions options) {
    Plan plan = Reconciler.plan(project, observe(), options);
    run(plan, project);
    return plan;
  }

  /** Carries a plan out in its order, and on a copy in the order most unlike it. */
  void run(Plan plan, Project project) {
    copy().runBackwards(plan, project);
    run(plan, project, plan.nodes().size());
  }

  /** Carries out the first nodes only. */
  void run(Plan plan, Project project, int count) {
    plan.nodes()
        .subList(0, count)
        .forEach(node -> {
          require(node.dependsOn().stream().allMatch(id -> id < node.id()), node.toString());
          run(node.operation(), project);
        });
  }

  /** Of those that may run always the last, as nothing promises another. */
  private void runBackwards(Plan plan, Project project) {
    Set<Integer> done = new HashSet<>();
    while (done.size() < plan.nodes().size()) {
      PlanNode next =
          plan.nodes().reversed().stream()
              .filter(node -> !done.contains(node.id()) && done.containsAll(node.dependsOn()))
              .findFirst()
              .orElseThrow();
      run(next.operation(), project);
      done.add(next.id());
    }
  }

  private World copy() {
    World copy = new World();
    copy.containers.putAll(containers);
    copy.networks.putAll(networks);
    copy.volumes.putAll(volumes);
    copy.images.putAll(images);
    copy.ids = ids;
    return copy;
  }

  private void run(Operation operation, Project project) {
    switch (operation) {
      case Operation.Initialise _, Operation.AwaitReady _, Operation.HandOver _ -> {}
      case Operation.PullImage(_, var reference) -> images.put(reference, new Image(id(), null));
      case Operation.BuildImage(var service, var reference) ->
          images.put(reference, new Image(id(), project.digests().contexts().get(service)));
      case Operation.CreateNetwork(var key, var name) ->
          networks.put(name, made(name, networkLabels(project, key), networks));
      case Operation.RemoveNetwork(var name) -> {
        require(containers.values().stream().noneMatch(c -> uses(c, name)), name + " is in use");
        require(networks.remove(name) != null, name);
      }
      case Operation.CreateVolume(var key, var name) ->
          volumes.put(name, made(name, volumeLabels(project, key), volumes));
      case Operation.RemoveVolume(var name) -> require(volumes.remove(name) != null, name);
      case Operation.RemoveImage(var reference) -> images.remove(reference);
      case Operation.CreateContainer create -> create(create, project);
      case Operation.StartContainer(_, var name) -> start(name);
      case Operation.StartBeside(_, var name, var old) -> {
        require(container(old).alive(), old);
        start(name);
      }
      case Operation.StopContainer(_, var name, _) -> state(name, State.EXITED, null);
      case Operation.RemoveContainer(_, var name, _) -> {
        require(!container(name).alive(), name + " runs");
        containers.remove(name);
      }
      case Operation.RenameContainer(_, var from, var to) -> {
        require(!containers.containsKey(to), to + " exists");
        ObservedContainer old = Objects.requireNonNull(containers.remove(from));
        containers.put(to, named(old, to));
      }
      case Operation.WaitFor _ -> {}
    }
  }

  private void start(String name) {
    require(networks.keySet().containsAll(container(name).networks()), name);
    state(name, State.RUNNING, Health.HEALTHY);
  }

  private void create(Operation.CreateContainer create, Project project) {
    require(!containers.containsKey(create.name()), create.name() + " exists");
    if (create.replaces() != null) {
      container(create.replaces());
    }
    var service = project.service(create.service());
    Image image = Objects.requireNonNull(images.get(service.image().reference()));
    ContainerSpec spec =
        ServiceContainer.spec(project, service, create.number(), create.name(), context());
    Set<String> joined =
        spec.network().endpoints().stream()
            .map(NetworkSpec.EndpointSpec::network)
            .collect(Collectors.toSet());
    containers.put(
        create.name(),
        new ObservedContainer(
            id(), create.name(), spec.labels(), State.CREATED, null, 0, image.id(), joined));
  }

  /** Changes a container behind the back of Compose. */
  void change(String name, UnaryOperator<ObservedContainer> change) {
    ObservedContainer old = Objects.requireNonNull(containers.remove(name));
    ObservedContainer changed = change.apply(old);
    containers.put(changed.name(), changed);
  }

  void exited(String name, int code) {
    change(
        name,
        c ->
            new ObservedContainer(
                c.id(), c.name(), c.labels(), State.EXITED, null, code, c.imageId(), c.networks()));
  }

  private void state(String name, State state, @Nullable Health health) {
    container(name);
    change(
        name,
        c ->
            new ObservedContainer(
                c.id(), c.name(), c.labels(), state, health, 0, c.imageId(), c.networks()));
  }

  static ObservedContainer named(ObservedContainer c, String name) {
    return new ObservedContainer(
        c.id(), name, c.labels(), c.state(), c.health(), c.exitCode(), c.imageId(), c.networks());
  }

  private ObservedContainer container(String name) {
    return Objects.requireNonNull(containers.get(name), name);
  }

  private static boolean uses(ObservedContainer container, String network) {
    return container.alive() && container.networks().contains(network);
  }

  private static Resource made(
      String name, Map<String, String> labels, Map<String, Resource> others) {
    require(!others.containsKey(name), name + " exists");
    return new Resource(name, labels);
  }

  private static Map<String, String> networkLabels(Project project, String key) {
    return ServiceContainer.labels(project, Objects.requireNonNull(project.networks().get(key)));
  }

  private static Map<String, String> volumeLabels(Project project, String key) {
    return ServiceContainer.labels(project, Objects.requireNonNull(project.volumes().get(key)));
  }

  private String id() {
    ids++;
    return String.format("%012d", ids) + "0".repeat(52);
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what);
    }
  }

  private ContainerContext context() {
    return new NamedContainers() {
      @Override
      public String containerOf(String service) {
        return containers.values().stream()
            .filter(container -> container.service().equals(service))
            .map(ObservedContainer::id)
            .max(Comparator.naturalOrder())
            .orElseThrow();
      }

      @Override
      public String imageId(String reference) {
        return Objects.requireNonNull(images.get(reference), reference).id();
      }

      @Override
      public String version() {
        return "test";
      }
    };
  }
}
