package dev.jstack.networking;

import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.dns.NameTable;
import dev.jstack.networking.firewall.Element;
import dev.jstack.networking.port.HostPort;
import dev.jstack.networking.port.Outlet;
import dev.jstack.networking.port.PortRequest;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.NotFoundException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The containers' namespaces that are open. */
final class Sandboxes {
  private static final int FIRST_INDEX = 2;
  private static final int KERNELS_CHOICE = 0;
  private static final int SOME_INDEX = 1 << 30;

  private final Equipment equipment;
  private final SandboxStore store;

  /** Id → network; kept by {@link Networks}. */
  private final Map<String, Network> networks;

  private final Publishing publishing;
  private final Flows flows;
  private final Map<String, LiveSandbox> open = new ConcurrentHashMap<>();
  private final AtomicInteger serial = new AtomicInteger(ThreadLocalRandom.current().nextInt());

  Sandboxes(Equipment equipment, SandboxStore store, Map<String, Network> networks) {
    this.equipment = equipment;
    this.store = store;
    this.networks = networks;
    publishing =
        new Publishing(
            equipment.hostPorts(),
            equipment.firewall(),
            new Outlet(equipment.namespaces()),
            networks);
    flows = new Flows(equipment);
  }

  Optional<LiveSandbox> find(String containerId) {
    return Optional.ofNullable(open.get(containerId));
  }

  Stream<LiveSandbox> all() {
    return open.values().stream();
  }

  /** All or nothing. */
  Sandbox open(SandboxRequest request) {
    var undo = new Undo();
    try {
      return open(request, undo);
    } catch (RuntimeException e) {
      undo.run(e);
      throw e;
    }
  }

  private LiveSandbox open(SandboxRequest request, Undo undo) {
    if (open.containsKey(request.containerId())) {
      throw new ConflictException("container " + request.name() + " has its network already");
    }
    var plugs = new ArrayList<Plug>();
    for (var endpoint : request.endpoints()) {
      var taken = plugs.stream().map(Plug::attachment).toList();
      var identity = new Identity(request.containerId(), request.name());
      plugs.add(plug(identity, endpoint, taken, FIRST_INDEX + plugs.size(), undo));
    }
    var ends = plugs.stream().map(Plug::attachment).toList();
    undo.add(() -> publishing.release(request.containerId()));
    var ports = publishing.reserve(request.containerId(), request.name(), request.ports(), ends);
    var wired =
        equipment.wiring().create(request.namespace(), plugs, Gateways.addresses(ends, networks));
    undo.add(wired::close);
    var state = state(request, ends, ports, wired);
    var sandbox = new LiveSandbox(wired.namespace(), wired.dns(), equipment, view(state, ports));
    undo.add(() -> withdraw(List.of(sandbox)));
    store.save(state);
    announce(sandbox);
    return sandbox;
  }

  private static SandboxState state(
      SandboxRequest request, List<Attachment> ends, List<HostPort> ports, Wiring.Wired wired) {
    return new SandboxState(
        request.containerId(),
        request.name(),
        request.hostname(),
        ends,
        request.ports(),
        ports.stream().map(HostPort::request).toList(),
        request.extraHosts(),
        request.resolver(),
        wired.dns().map(sockets -> sockets.port()).orElse(0));
  }

  LiveSandbox.View view(SandboxState state, List<HostPort> ports) {
    return new LiveSandbox.View(
        state,
        Gateways.addresses(state.attachments(), networks),
        SandboxElements.of(state, networks),
        ports,
        publishing.entrance(state.attachments()),
        Gateways.ordered(state.attachments(), networks));
  }

  /** From now on its name is known, its ports lead to it, its questions are answered. */
  private void announce(LiveSandbox sandbox) {
    equipment.rules().change(sandbox.view().elements(), List.of());
    flows.restart(sandbox.state().ports());
    activate(sandbox);
  }

  void activate(LiveSandbox sandbox) {
    open.put(sandbox.containerId(), sandbox);
    sandbox.dns().ifPresent(sockets -> equipment.dns().serve(sockets, sandbox::caller));
    sandbox.attachments().forEach(attachment -> register(sandbox.containerId(), attachment));
    sandbox.view().entrance().ifPresent(entrance -> publishing.lead(sandbox.hostPorts(), entrance));
  }

  private void register(String containerId, Attachment attachment) {
    if (attachment.names().isEmpty()) {
      return;
    }
    var entry = new NameTable.Entry(containerId, attachment.names(), attachment.addresses());
    equipment.names().add(attachment.networkId(), attachment.network(), entry);
  }

  Attachment connect(LiveSandbox sandbox, EndpointRequest endpoint) {
    var undo = new Undo();
    try {
      var state = sandbox.state();
      var identity = new Identity(state.containerId(), state.name());
      var plug = plug(identity, endpoint, state.attachments(), KERNELS_CHOICE, undo);
      undo.add(() -> pull(sandbox, plug.attachment()));
      equipment.wiring().connect(sandbox.descriptor(), plug);
      var all = new ArrayList<>(state.attachments());
      all.add(plug.attachment());
      undo.add(() -> change(sandbox, state));
      change(sandbox, state.withAttachments(all));
      register(state.containerId(), plug.attachment());
      return plug.attachment();
    } catch (RuntimeException e) {
      undo.run(e);
      throw e;
    }
  }

  void disconnect(LiveSandbox sandbox, Network network) {
    var state = sandbox.state();
    var leaving =
        state.attachments().stream()
            .filter(attachment -> attachment.networkId().equals(network.id()))
            .findFirst()
            .orElseThrow(() -> new NotFoundException("endpoint", state.name() + " on " + network));
    equipment.names().remove(network.id(), state.containerId());
    var left = new ArrayList<>(state.attachments());
    left.remove(leaving);
    change(sandbox, state.withAttachments(left));
    pull(sandbox, leaving);
    flows.end(leaving.addresses());
    equipment.addressing().release(network.id(), leaving.addresses());
  }

  /** Takes a link out of a container that stays. */
  private void pull(LiveSandbox sandbox, Attachment attachment) {
    if (attachment.isBridged()) {
      equipment.demolition().delete(List.of(attachment.hostInterface()));
    } else {
      equipment.wiring().unplug(sandbox.descriptor(), attachment.interfaceName());
    }
  }

  void rename(LiveSandbox sandbox, String name) {
    var old = sandbox.state();
    var renamed =
        old.attachments().stream().map(attachment -> attachment.renamed(old.name(), name)).toList();
    change(sandbox, old.withName(name).withAttachments(renamed));
    equipment.hostPorts().rename(old.containerId(), name);
    old.attachments().forEach(a -> equipment.names().remove(a.networkId(), old.containerId()));
    renamed.forEach(attachment -> register(old.containerId(), attachment));
  }

  /**
   * From one packet to the next, ports of the host lead to another container. Connections stay
   * where they are.
   */
  void handOver(String from, LiveSandbox to, Collection<PortRequest> requests) {
    var ends = to.attachments();
    var entrance = publishing.entrance(ends);
    if (entrance.isEmpty()) {
      return;
    }
    var id = to.containerId();
    var ports = publishing.handOver(from, id, to.state().name(), requests, ends);
    var updates = new ArrayList<Update>();
    find(from).ifPresent(giver -> updates.add(published(giver, ports.left())));
    updates.add(published(to, ports.taken()));
    change(updates);
    flows.restart(to.state().ports());
    publishing.lead(ports.taken(), entrance.get());
  }

  private static Update published(LiveSandbox sandbox, List<HostPort> ports) {
    var requests = ports.stream().map(HostPort::request).toList();
    return new Update(sandbox, sandbox.state().withWanted(requests), ports);
  }

  private record Update(LiveSandbox sandbox, SandboxState state, List<HostPort> ports) {}

  /** Ports, rules and the default route follow the networks that it is on now. */
  private void change(LiveSandbox sandbox, SandboxState state) {
    var before = sandbox.view();
    var ports = ports(before.hostPorts(), state);
    change(List.of(new Update(sandbox, state, ports)));
    var after = sandbox.view();
    if (!after.gateways().equals(before.gateways())) {
      equipment.wiring().reroute(sandbox.descriptor(), after.gateways());
    }
    after.entrance().ifPresent(entrance -> publishing.lead(ports, entrance));
  }

  /** Host ports come with the first network that leads outside, and go with the last. */
  private List<HostPort> ports(List<HostPort> before, SandboxState state) {
    if (publishing.entrance(state.attachments()).isEmpty()) {
      publishing.release(state.containerId());
      return List.of();
    }
    return before.isEmpty()
        ? publishing.reserve(state.containerId(), state.name(), state.wanted(), state.attachments())
        : before;
  }

  /** All at once. */
  private void change(List<Update> updates) {
    var before = new LinkedHashSet<Element>();
    var after = new LinkedHashSet<Element>();
    for (var update : updates) {
      before.addAll(update.sandbox().view().elements());
      var state = update.state().withPorts(update.ports().stream().map(HostPort::request).toList());
      var view = view(state, update.ports());
      after.addAll(view.elements());
      update.sandbox().update(view);
      store.save(state);
    }
    equipment
        .rules()
        .change(
            after.stream().filter(e -> !before.contains(e)).toList(),
            before.stream().filter(e -> !after.contains(e)).toList());
  }

  /** Names first, so that nobody is sent to a container that is going; links of all at once. */
  void close(Collection<LiveSandbox> sandboxes) {
    var closing = sandboxes.stream().filter(s -> open.remove(s.containerId(), s)).toList();
    if (closing.isEmpty()) {
      return;
    }
    try {
      withdraw(closing);
      equipment.demolition().delete(links(closing));
      flows.end(
          closing.stream()
              .flatMap(sandbox -> sandbox.attachments().stream())
              .flatMap(attachment -> attachment.addresses().stream())
              .toList());
    } finally {
      closing.forEach(this::letGo);
      equipment.dns().forget();
    }
  }

  /** Whatever else of it could not be taken down: with its namespace the kernel ends its links. */
  private void letGo(LiveSandbox sandbox) {
    sandbox.dns().ifPresent(sockets -> sockets.close());
    sandbox.descriptor().close();
    sandbox
        .attachments()
        .forEach(a -> equipment.addressing().release(a.networkId(), a.addresses()));
  }

  /** Lets go of everything without taking anything down: the next engine goes on with it. */
  void abandon() {
    for (var sandbox : open.values()) {
      sandbox.dns().ifPresent(sockets -> sockets.close());
      equipment.hostPorts().release(sandbox.containerId());
      sandbox.descriptor().close();
    }
    open.clear();
    equipment.dns().forget();
  }

  private static List<String> links(List<LiveSandbox> sandboxes) {
    return sandboxes.stream()
        .flatMap(sandbox -> sandbox.attachments().stream())
        .filter(Attachment::isBridged)
        .map(Attachment::hostInterface)
        .toList();
  }

  /** Its ports are free only when no rule leads to it any more: the next may want them at once. */
  private void withdraw(List<LiveSandbox> sandboxes) {
    for (var sandbox : sandboxes) {
      var id = sandbox.containerId();
      open.remove(id, sandbox);
      sandbox.attachments().forEach(a -> equipment.names().remove(a.networkId(), id));
      store.delete(id);
    }
    equipment
        .rules()
        .change(List.of(), sandboxes.stream().flatMap(s -> s.view().elements().stream()).toList());
    sandboxes.forEach(sandbox -> publishing.release(sandbox.containerId()));
  }

  /** The names a container has everywhere. */
  private record Identity(String containerId, String name) {
    private List<String> names(EndpointRequest endpoint) {
      return Stream.of(
              Stream.of(name), endpoint.aliases().stream(), Stream.of(containerId.substring(0, 12)))
          .flatMap(names -> names)
          .distinct()
          .toList();
    }
  }

  private Plug plug(
      Identity identity, EndpointRequest endpoint, List<Attachment> others, int index, Undo undo) {
    var network = network(endpoint.network());
    if (others.stream().anyMatch(other -> other.networkId().equals(network.id()))) {
      throw new ConflictException(
          "endpoint with name " + identity.name() + " already exists in network " + network);
    }
    var addresses = equipment.addressing().allocate(network, identity.name(), endpoint);
    undo.add(() -> equipment.addressing().release(network.id(), addresses));
    var attachment =
        new Attachment(
            network.id(),
            network.name(),
            EndpointLinks.name(endpoint, network, others),
            network.bridged() ? equipment.linkNames().veth(serial.incrementAndGet()) : "",
            EndpointLinks.mac(endpoint, addresses.getFirst()),
            addresses,
            endpoint.linkLocal().stream().map(Subnet::literal).toList(),
            network.hasNames() ? identity.names(endpoint) : List.of(),
            endpoint.gatewayPriority(),
            endpoint.options());
    return new Plug(attachment, network, network.bridged() ? index : indexOfNobody());
  }

  /**
   * Before Linux 6.14 the kernel looks on the host whether there is a link of that index already,
   * though it is made in the container.
   */
  private int indexOfNobody() {
    return SOME_INDEX | (serial.incrementAndGet() & (SOME_INDEX - 1));
  }

  private Network network(String nameOrId) {
    return networks.values().stream()
        .filter(network -> network.name().equals(nameOrId) || network.id().equals(nameOrId))
        .findFirst()
        .orElseThrow(() -> new NotFoundException("network", nameOrId));
  }
}
