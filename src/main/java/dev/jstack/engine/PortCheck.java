package dev.jstack.engine;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.Operation.CreateContainer;
import dev.jstack.compose.plan.Operation.RemoveContainer;
import dev.jstack.compose.plan.Operation.RenameContainer;
import dev.jstack.compose.plan.Operation.StartContainer;
import dev.jstack.compose.plan.Operation.StopContainer;
import dev.jstack.compose.plan.Plan;
import dev.jstack.compose.plan.PlanNode;
import dev.jstack.networking.Networks;
import dev.jstack.networking.port.PortRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks, before anything starts, whether the ports a plan needs can be had. */
final class PortCheck {
  private final Networks networks;
  private final Containers containers;

  PortCheck(Networks networks, Containers containers) {
    this.networks = networks;
    this.containers = containers;
  }

  /** Fails with a conflict that names the holders. */
  void check(Plan plan, @Nullable Project project) {
    Map<String, List<PortRequest>> wanted = new LinkedHashMap<>();
    Set<String> released = new HashSet<>();
    Set<String> created = new HashSet<>();
    for (PlanNode node : plan.nodes()) {
      switch (node.operation()) {
        case CreateContainer create when project != null -> {
          created.add(create.name());
          put(wanted, create.name(), ports(project, create.service()));
        }
        case StartContainer(_, var name) when !created.contains(name) ->
            containers
                .find(name)
                .ifPresent(c -> put(wanted, name, Sandboxes.ports(c.spec().network())));
        case RenameContainer(_, var from, var to) -> {
          List<PortRequest> ports = wanted.remove(from);
          put(wanted, to, ports == null ? List.of() : ports);
          created.add(to);
        }
        case StopContainer(_, var name, _) -> release(released, name);
        case RemoveContainer(_, var name, _) -> release(released, name);
        default -> {}
      }
    }
    if (!wanted.isEmpty()) {
      networks.checkPorts(wanted, released);
    }
  }

  private static List<PortRequest> ports(Project project, String service) {
    return Sandboxes.ports(project.service(service).network());
  }

  private static void put(
      Map<String, List<PortRequest>> wanted, String name, List<PortRequest> ports) {
    if (!ports.isEmpty()) {
      wanted.put(name, ports);
    }
  }

  private void release(Set<String> released, String name) {
    containers.find(name).ifPresent(container -> released.add(container.id()));
  }
}
