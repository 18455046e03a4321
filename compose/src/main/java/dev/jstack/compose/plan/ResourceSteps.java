package dev.jstack.compose.plan;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.ProjectNetwork;
import dev.jstack.compose.model.ProjectVolume;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.ObservedState.Resource;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.MountSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Decides which networks and volumes have to be made, or made anew. */
final class ResourceSteps {
  private static final Set<String> BUILT_IN = Set.of("host", "none", "bridge");

  private final Project project;
  private final ObservedState observed;
  private final PlanBuilder plan;
  private final Set<String> renewedVolumes;
  private final Set<String> diverged = new LinkedHashSet<>();
  private final Map<String, Integer> networkNodes = new HashMap<>();
  private final Map<String, Integer> volumeNodes = new HashMap<>();
  private final Set<String> networks = new LinkedHashSet<>();
  private final Set<String> volumes = new LinkedHashSet<>();

  ResourceSteps(
      Project project, ObservedState observed, Set<String> renewedVolumes, PlanBuilder plan) {
    this.project = project;
    this.observed = observed;
    this.renewedVolumes = renewedVolumes;
    this.plan = plan;
  }

  /** Looks at what the services use; {@code missing} external ones are errors. */
  void examine(Selected selected) {
    selected
        .services()
        .forEach(service -> {
          service.network().endpoints().forEach(endpoint -> networks.add(endpoint.network()));
          volumes.addAll(volumesOf(service));
        });
    unused();
    project.networks().values().stream()
        .filter(network -> networks.contains(network.name()))
        .forEach(network -> network(network, selected));
    project.volumes().values().stream()
        .filter(volume -> volumes.contains(volume.name()))
        .forEach(this::volume);
  }

  /** What no service uses at all is in the project only if its user wants it. */
  private void unused() {
    Set<String> used = new HashSet<>();
    project
        .services()
        .values()
        .forEach(service -> {
          service.network().endpoints().forEach(endpoint -> used.add(endpoint.network()));
          used.addAll(volumesOf(service));
        });
    project.networks().values().stream()
        .map(ProjectNetwork::name)
        .filter(name -> !used.contains(name))
        .forEach(networks::add);
    project.volumes().values().stream()
        .map(ProjectVolume::name)
        .filter(name -> !used.contains(name))
        .forEach(volumes::add);
  }

  private void network(ProjectNetwork network, Selected selected) {
    Resource found = observed.networks().get(network.name());
    if (network.external()) {
      if (found == null && !BUILT_IN.contains(network.name())) {
        throw new JstackException(
            "network " + network.name() + " declared as external, but could not be found");
      }
      return;
    }
    if (found == null || Objects.equals(found.hash(), network.hash())) {
      return;
    }
    Set<String> users = new HashSet<>();
    observed.containers().stream()
        .filter(c -> c.alive() && c.networks().contains(network.name()))
        .forEach(c -> users.add(c.service()));
    boolean ours = Objects.equals(found.labels().get(Labels.PROJECT), project.name());
    if (ours && users.stream().allMatch(selected::contains)) {
      diverged.add(network.name());
    } else {
      plan.warn(
          "network "
              + network.name()
              + " differs from its definition and is used by others; it stays as it is");
    }
  }

  private void volume(ProjectVolume volume) {
    Resource found = observed.volumes().get(volume.name());
    if (volume.external()) {
      if (found == null) {
        throw new JstackException("external volume \"" + volume.name() + "\" not found");
      }
      return;
    }
    boolean differs = found != null && found.hash() != null && !found.hash().equals(volume.hash());
    if (!differs) {
      return;
    }
    plan.divergedVolume(volume.name());
    if (!renewedVolumes.contains(volume.name())) {
      plan.warn(
          "volume "
              + volume.name()
              + " exists but doesn't match its definition; it stays as it is, with its data"
              + " (-y makes it anew)");
    }
  }

  /** Makes what is missing; what has to be made anew waits for its users to stop. */
  void create() {
    for (ProjectNetwork network : project.networks().values()) {
      boolean missing = !observed.networks().containsKey(network.name());
      if (networks.contains(network.name()) && !network.external() && missing) {
        networkNodes.put(network.name(), create(network, "new", List.of()));
      }
    }
    for (ProjectVolume volume : project.volumes().values()) {
      boolean missing = !observed.volumes().containsKey(volume.name());
      if (volumes.contains(volume.name()) && !volume.external() && missing) {
        volumeNodes.put(volume.name(), create(volume, "new", Change.Verb.CREATE, List.of()));
      }
    }
  }

  /** Makes diverged resources anew once their users are gone. */
  void renew(Map<String, List<Integer>> stopped, Map<String, List<Integer>> removed) {
    for (ProjectNetwork network : project.networks().values()) {
      if (diverged.contains(network.name())) {
        Change change = change(network, "definition changed", Change.Verb.RECREATE);
        List<Integer> users = stopped.getOrDefault(network.name(), List.of());
        int gone = plan.add(new Operation.RemoveNetwork(network.name()), change, users);
        var make = new Operation.CreateNetwork(network.key(), network.name());
        networkNodes.put(network.name(), plan.add(make, change, List.of(gone)));
      }
    }
    for (ProjectVolume volume : project.volumes().values()) {
      if (isRenewedVolume(volume.name())) {
        List<Integer> users = removed.getOrDefault(volume.name(), List.of());
        Change change =
            new Change(
                "Volume " + volume.name(),
                volume.key(),
                Change.Verb.RECREATE,
                List.of("definition changed"));
        int gone = plan.add(new Operation.RemoveVolume(volume.name()), change, users);
        var make = new Operation.CreateVolume(volume.key(), volume.name());
        volumeNodes.put(volume.name(), plan.add(make, change, List.of(gone)));
      }
    }
  }

  private int create(ProjectNetwork network, String reason, List<Integer> after) {
    var operation = new Operation.CreateNetwork(network.key(), network.name());
    return plan.add(operation, change(network, reason, Change.Verb.CREATE), after);
  }

  private static Change change(ProjectNetwork network, String reason, Change.Verb verb) {
    return new Change("Network " + network.name(), network.key(), verb, List.of(reason));
  }

  private int create(ProjectVolume volume, String reason, Change.Verb verb, List<Integer> after) {
    var operation = new Operation.CreateVolume(volume.key(), volume.name());
    Change change = new Change("Volume " + volume.name(), volume.key(), verb, List.of(reason));
    return plan.add(operation, change, after);
  }

  boolean isDiverged(String network) {
    return diverged.contains(network);
  }

  boolean isRenewedVolume(String volume) {
    return renewedVolumes.contains(volume) && volumes.contains(volume);
  }

  boolean isMissingVolume(String volume) {
    return !observed.volumes().containsKey(volume);
  }

  /** The nodes that provide the service's networks. */
  List<Integer> networks(Service service) {
    List<Integer> found = new ArrayList<>();
    service
        .network()
        .endpoints()
        .forEach(endpoint -> {
          Integer node = networkNodes.get(endpoint.network());
          if (node != null) {
            found.add(node);
          }
        });
    return found;
  }

  /** The nodes that provide the service's volumes. */
  List<Integer> volumes(Service service) {
    return volumesOf(service).stream()
        .filter(volumeNodes::containsKey)
        .map(name -> Objects.requireNonNull(volumeNodes.get(name)))
        .toList();
  }

  static List<String> volumesOf(Service service) {
    List<String> names = new ArrayList<>();
    for (MountSpec mount : service.mounts()) {
      if (mount instanceof MountSpec.Volume volume && volume.name() != null) {
        names.add(volume.name());
      }
    }
    return names;
  }
}
