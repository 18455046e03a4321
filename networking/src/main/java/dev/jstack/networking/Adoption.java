package dev.jstack.networking;

import dev.jstack.networking.dns.DnsSockets;
import dev.jstack.networking.firewall.Element;
import dev.jstack.networking.port.HostPort;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Fd;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes on where a dead engine stopped. Programs and their ports have not noticed its death. */
final class Adoption {
  private final Equipment equipment;
  private final SandboxStore store;
  private final Sandboxes sandboxes;
  private final Map<String, Network> networks;
  private final EventListener events;

  Adoption(
      Equipment equipment,
      SandboxStore store,
      Sandboxes sandboxes,
      Map<String, Network> networks,
      EventListener events) {
    this.equipment = equipment;
    this.store = store;
    this.sandboxes = sandboxes;
    this.networks = networks;
    this.events = events;
  }

  /** {@code living}: container id → path of its namespace. */
  List<Sandbox> run(Map<String, Path> living) {
    var adopted = new ArrayList<LiveSandbox>();
    var gone = new HashSet<InetAddress>();
    for (var state : store.load()) {
      var namespace = living.get(state.containerId());
      if (namespace == null || !adopt(state, namespace, adopted)) {
        store.delete(state.containerId());
        state.attachments().forEach(attachment -> gone.addAll(attachment.addresses()));
      }
    }
    new Flows(equipment).end(gone);
    rebuildRules(adopted);
    sweep(adopted);
    return List.copyOf(adopted);
  }

  private boolean adopt(SandboxState state, Path path, List<LiveSandbox> adopted) {
    var undo = new Undo();
    try {
      var namespace = Fd.open(path.toString(), Fd.O_RDONLY);
      undo.add(namespace::close);
      var addressing = equipment.addressing();
      state
          .attachments()
          .forEach(a -> addressing.adopt(a.networkId(), state.name(), a.addresses()));
      var dns = dns(state, namespace);
      dns.ifPresent(sockets -> undo.add(sockets::close));
      var current = state.withDnsPort(dns.map(DnsSockets::port).orElse(state.dnsPort()));
      store.save(current);
      var sandbox =
          new LiveSandbox(namespace, dns, equipment, sandboxes.view(current, ports(state)));
      sandboxes.activate(sandbox);
      adopted.add(sandbox);
      return true;
    } catch (JstackException e) {
      undo.run(e);
      events.on(Event.error("Container " + state.name(), "network lost", message(e)));
      return false;
    }
  }

  private Optional<DnsSockets> dns(SandboxState state, Fd namespace) {
    if (state.dnsPort() == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(equipment.wiring().reopenDns(namespace, state.dnsPort()));
    } catch (JstackException e) {
      events.on(Event.error("Container " + state.name(), "name server lost", message(e)));
      return Optional.empty();
    }
  }

  /** A port that somebody took meanwhile still leads to the container: the kernel does that. */
  private List<HostPort> ports(SandboxState state) {
    try {
      return equipment.hostPorts().reserve(state.containerId(), state.name(), state.ports());
    } catch (ConflictException e) {
      events.on(Event.error("Container " + state.name(), "port taken", message(e)));
      return List.of();
    }
  }

  private void rebuildRules(List<LiveSandbox> adopted) {
    if (networks.isEmpty()) {
      equipment.rules().clear();
      return;
    }
    var elements = new ArrayList<Element>();
    networks.values().stream()
        .filter(Network::bridged)
        .forEach(network -> elements.add(new Element.Bridge(network.bridge(), network.internal())));
    adopted.forEach(sandbox -> elements.addAll(sandbox.view().elements()));
    equipment.rules().replace(elements);
  }

  private void sweep(List<LiveSandbox> adopted) {
    var kept = new HashSet<String>();
    networks.values().forEach(network -> kept.add(network.bridge()));
    adopted.forEach(sandbox -> sandbox.attachments().forEach(a -> kept.add(a.hostInterface())));
    equipment.bridges().sweep(kept);
  }

  private static String message(JstackException failure) {
    return String.valueOf(failure.getMessage());
  }
}
