package dev.jstack.engine;

import dev.jstack.networking.Network;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerNetwork;
import dev.jstack.runtime.container.ContainerRuntime;
import dev.jstack.runtime.container.NetworkSpec;
import dev.jstack.runtime.container.NetworkSpec.EndpointSpec;
import java.util.ArrayList;
import java.util.List;

/** Changes the networks that a container is on, at once if it runs and for all later starts. */
final class Connections {
  private final ContainerRuntime runtime;
  private final Sandboxes sandboxes;
  private final NetworkEvents events;

  Connections(ContainerRuntime runtime, Sandboxes sandboxes, Changes changes) {
    this.runtime = runtime;
    this.sandboxes = sandboxes;
    events = new NetworkEvents(changes.journal());
  }

  synchronized void connect(Container container, EndpointSpec endpoint) {
    NetworkSpec spec = container.spec().network();
    List<EndpointSpec> all = new ArrayList<>(endpoints(container));
    if (endpoint.network().equals("none") || spec.mode().equals("none")) {
      throw new JstackException(
          "container cannot be connected to multiple networks with one of the networks in private"
              + " (none) mode");
    }
    if (endpoint.network().equals("host")) {
      throw new JstackException(
          "cannot connect container to host network - container must be created in host network"
              + " mode");
    }
    Network network = sandboxes.network(endpoint.network());
    if (all.stream().anyMatch(end -> isOn(end, network))) {
      throw new ConflictException(
          "endpoint with name " + container.name() + " already exists in network " + network);
    }
    all.add(on(network, endpoint));
    if (container.state().status().isAlive()) {
      live(container, () -> sandboxes.connect(container, all.getLast()));
      events.tell(container, "connect", network.id(), network.name());
    }
    runtime.reconnect(container, with(spec, all));
  }

  synchronized void disconnect(Container container, String nameOrId) {
    NetworkSpec spec = container.spec().network();
    List<EndpointSpec> all = new ArrayList<>(endpoints(container));
    if (nameOrId.equals("none") && spec.mode().equals("none")) {
      runtime.reconnect(container, with(spec, all));
      return;
    }
    Network network = sandboxes.network(nameOrId);
    if (!all.removeIf(end -> isOn(end, network))) {
      throw new JstackException(
          "container " + container.name() + " is not connected to network " + network);
    }
    if (container.state().status().isAlive()) {
      live(container, () -> sandboxes.disconnect(container, network));
      events.tell(container, "disconnect", network.id(), network.name());
    }
    runtime.reconnect(container, with(spec, all));
  }

  /** Its programs learn of their new addresses from the files that they read anyway. */
  private void live(Container container, Runnable change) {
    var sandbox =
        sandboxes
            .of(container)
            .orElseThrow(
                () -> new ConflictException("container " + container.name() + " is not running"));
    ContainerNetwork before = Sandboxes.joined(sandbox);
    change.run();
    runtime.renewNetworkFiles(container, before, Sandboxes.joined(sandbox));
  }

  private static boolean isOn(EndpointSpec end, Network network) {
    return end.network().equals(network.name()) || end.network().equals(network.id());
  }

  private static EndpointSpec on(Network network, EndpointSpec end) {
    return new EndpointSpec(
        network.name(),
        end.aliases(),
        end.ipv4(),
        end.ipv6(),
        end.linkLocal(),
        end.mac(),
        end.interfaceName(),
        end.gatewayPriority(),
        end.options());
  }

  private static List<EndpointSpec> endpoints(Container container) {
    NetworkSpec spec = container.spec().network();
    return switch (spec.mode()) {
      case "bridge" ->
          spec.endpoints().isEmpty()
              ? List.of(EndpointSpec.on(Sandboxes.DEFAULT_NETWORK))
              : spec.endpoints();
      case "none", NetworkSpec.UNCONNECTED -> List.of();
      default ->
          throw new JstackException(
              "container sharing network namespace with another container or host cannot be"
                  + " connected to any other network");
    };
  }

  /** No endpoints at all would mean the default network. */
  private static NetworkSpec with(NetworkSpec spec, List<EndpointSpec> endpoints) {
    return spec.connected(
        endpoints.isEmpty() ? NetworkSpec.UNCONNECTED : "bridge", endpoints, spec.ports());
  }
}
