package dev.jstack.networking;

import dev.jstack.networking.address.MacAddress;
import dev.jstack.networking.dns.NameTable;
import dev.jstack.networking.firewall.Element;
import dev.jstack.networking.netlink.Conntrack;
import dev.jstack.networking.port.Destination;
import dev.jstack.networking.port.HostPort;
import dev.jstack.networking.port.PortRequest;
import dev.jstack.networking.port.Protocol;
import dev.jstack.networking.port.TcpProxy;
import dev.jstack.networking.port.UdpProxy;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The containers' namespaces that are open. */
final class Sandboxes {
  private static final int FIRST_INDEX = 2;

  private final Equipment equipment;
  private final SandboxStore store;

  /** Id → network; kept by {@link Networks}. */
  private final Map<String, Network> networks;

  private final Map<String, LiveSandbox> open = new ConcurrentHashMap<>();
  private final AtomicInteger serial = new AtomicInteger(ThreadLocalRandom.current().nextInt());

  Sandboxes(Equipment equipment, SandboxStore store, Map<String, Network> networks) {
    this.equipment = equipment;
    this.store = store;
    this.networks = networks;
  }

  Optional<LiveSandbox> find(String containerId) {
    return Optional.ofNullable(open.get(containerId));
  }

  Stream<LiveSandbox> all() {
    return open.values().stream();
  }

  /** All or nothing. */
  Sandbox open(SandboxRequest request) {
    if (open.containsKey(request.containerId())) {
      throw new ConflictException("container " + request.name() + " has its network already");
    }
    var undo = new Undo();
    try {
      return open(request, undo);
    } catch (RuntimeException e) {
      undo.run(e);
      throw e;
    }
  }

  private LiveSandbox open(SandboxRequest request, Undo undo) {
    var plugs = new ArrayList<Plug>();
    for (var endpoint : request.endpoints()) {
      var inside = interfaceName(endpoint, plugs.stream().map(Plug::attachment).toList());
      var identity = new Identity(request.containerId(), request.name(), request.hostname());
      plugs.add(plug(identity, endpoint, inside, FIRST_INDEX + plugs.size(), undo));
    }
    var ends = plugs.stream().map(Plug::attachment).toList();
    var ports = reserve(request, ends, undo);
    var wired = equipment.wiring().create(plugs, Gateways.addresses(ends, networks));
    undo.add(wired.namespace()::close);
    wired.dns().ifPresent(sockets -> undo.add(sockets::close));
    var state = state(request, ends, ports, wired);
    var sandbox =
        new LiveSandbox(
            wired.namespace(), wired.dns(), ports, equipment.resolver()::read, view(state));
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
        ports.stream().map(HostPort::request).toList(),
        request.extraHosts(),
        request.resolver(),
        wired.dns().map(sockets -> sockets.port()).orElse(0));
  }

  /** Only where there is a way out: what nobody can reach needs no port of the host. */
  private List<HostPort> reserve(SandboxRequest request, List<Attachment> ends, Undo undo) {
    var way = Gateways.attachment(ends, networks);
    if (way.isEmpty()) {
      return List.of();
    }
    undo.add(() -> equipment.hostPorts().release(request.containerId()));
    var network = networks.get(way.get().networkId());
    var ports = request.ports().stream().map(port -> bound(port, network)).toList();
    if (!equipment.firewall().forwards()
        && ports.stream().anyMatch(port -> port.protocol() == Protocol.SCTP)) {
      throw new JstackException("sctp ports can only be published by nf_tables");
    }
    return equipment.hostPorts().reserve(request.containerId(), request.name(), ports);
  }

  private static PortRequest bound(PortRequest port, @Nullable Network network) {
    return network == null
        ? port
        : network.publishAddress().filter(_ -> port.hostIp() == null).map(port::on).orElse(port);
  }

  LiveSandbox.View view(SandboxState state) {
    return new LiveSandbox.View(
        state,
        Gateways.addresses(state.attachments(), networks),
        SandboxElements.of(state, networks));
  }

  /** From now on its name is known, its ports lead to it, its questions are answered. */
  private void announce(LiveSandbox sandbox) {
    equipment.rules().change(sandbox.view().elements(), List.of());
    forgetFlows(List.of(sandbox));
    activate(sandbox);
  }

  /** Datagrams to a published port go where it leads now, not where it led (or did not) before. */
  private void forgetFlows(List<LiveSandbox> sandboxes) {
    var ports = new HashSet<Integer>();
    sandboxes.stream()
        .flatMap(sandbox -> sandbox.state().ports().stream())
        .filter(port -> port.protocol() == Protocol.UDP)
        .forEach(port -> ports.add(port.hostPort()));
    if (!ports.isEmpty() && equipment.firewall().forwards()) {
      Conntrack.forget(
          flow -> flow.protocol() == Protocol.UDP.number() && ports.contains(flow.port()));
    }
  }

  void activate(LiveSandbox sandbox) {
    open.put(sandbox.containerId(), sandbox);
    sandbox.dns().ifPresent(sockets -> equipment.dns().serve(sockets, sandbox::caller));
    sandbox.attachments().forEach(attachment -> register(sandbox.containerId(), attachment));
    Gateways.attachment(sandbox.attachments(), networks)
        .ifPresent(way -> sandbox.hostPorts().forEach(port -> proxy(port, way.address())));
  }

  private void register(String containerId, Attachment attachment) {
    var entry = new NameTable.Entry(containerId, attachment.names(), attachment.addresses());
    equipment.names().add(attachment.networkId(), attachment.network(), entry);
  }

  private static void proxy(HostPort port, InetAddress container) {
    var target = new InetSocketAddress(container, port.request().containerPort());
    if (port.destination().lead(target)) {
      port.socket().ifPresent(socket -> proxy(socket, port.destination()));
    }
  }

  private static void proxy(NetworkChannel socket, Destination target) {
    if (socket instanceof ServerSocketChannel tcp) {
      TcpProxy.start(tcp, target);
    } else if (socket instanceof DatagramChannel udp) {
      UdpProxy.start(udp, target);
    }
  }

  Attachment connect(LiveSandbox sandbox, EndpointRequest endpoint) {
    var undo = new Undo();
    try {
      var state = sandbox.state();
      var identity = new Identity(state.containerId(), state.name(), state.hostname());
      var inside = interfaceName(endpoint, state.attachments());
      int index = equipment.wiring().freeIndex(sandbox.descriptor());
      var plug = plug(identity, endpoint, inside, index, undo);
      equipment.wiring().connect(sandbox.descriptor(), plug);
      var all = new ArrayList<>(state.attachments());
      all.add(plug.attachment());
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
    equipment.demolition().delete(List.of(leaving.hostInterface()));
    equipment.addressing().release(network.id(), leaving.addresses());
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
    var way = Gateways.attachment(to.attachments(), networks);
    if (way.isEmpty()) {
      return;
    }
    var network = networks.get(way.get().networkId());
    var wanted = requests.stream().map(port -> bound(port, network)).toList();
    var id = to.containerId();
    var ports = equipment.hostPorts().handOver(from, id, to.state().name(), wanted);
    var updates = new ArrayList<Update>();
    find(from).ifPresent(giver -> updates.add(published(giver, ports.left())));
    updates.add(published(to, ports.taken()));
    change(updates);
    forgetFlows(List.of(to));
    ports.taken().forEach(port -> proxy(port, way.get().address()));
  }

  private static Update published(LiveSandbox sandbox, List<HostPort> ports) {
    sandbox.publish(ports);
    var requests = ports.stream().map(HostPort::request).toList();
    return new Update(sandbox, sandbox.state().withPorts(requests));
  }

  private record Update(LiveSandbox sandbox, SandboxState state) {}

  private void change(LiveSandbox sandbox, SandboxState state) {
    change(List.of(new Update(sandbox, state)));
  }

  /** All at once. */
  private void change(List<Update> updates) {
    var before = new LinkedHashSet<Element>();
    var after = new LinkedHashSet<Element>();
    for (var update : updates) {
      before.addAll(update.sandbox().view().elements());
      var view = view(update.state());
      after.addAll(view.elements());
      update.sandbox().update(view);
      store.save(update.state());
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
    withdraw(closing);
    closing.forEach(sandbox -> sandbox.dns().ifPresent(sockets -> sockets.close()));
    equipment.dns().forget();
    equipment.demolition().delete(links(closing));
    for (var sandbox : closing) {
      sandbox.descriptor().close();
      sandbox
          .attachments()
          .forEach(a -> equipment.addressing().release(a.networkId(), a.addresses()));
    }
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
        .flatMap(sandbox -> sandbox.attachments().stream().map(Attachment::hostInterface))
        .toList();
  }

  private void withdraw(List<LiveSandbox> sandboxes) {
    for (var sandbox : sandboxes) {
      var id = sandbox.containerId();
      open.remove(id, sandbox);
      sandbox.attachments().forEach(a -> equipment.names().remove(a.networkId(), id));
      equipment.hostPorts().release(id);
      store.delete(id);
    }
    equipment
        .rules()
        .change(List.of(), sandboxes.stream().flatMap(s -> s.view().elements().stream()).toList());
  }

  /** The names a container has everywhere. */
  private record Identity(String containerId, String name, String hostname) {}

  private Plug plug(
      Identity identity, EndpointRequest endpoint, String inside, int index, Undo undo) {
    var network = network(endpoint.network());
    var addresses = equipment.addressing().allocate(network, identity.name(), endpoint);
    undo.add(() -> equipment.addressing().release(network.id(), addresses));
    var names = new ArrayList<String>();
    names.add(identity.name());
    names.addAll(endpoint.aliases());
    names.add(identity.containerId().substring(0, 12));
    names.add(identity.hostname());
    var attachment =
        new Attachment(
            network.id(),
            network.name(),
            inside,
            equipment.linkNames().veth(serial.incrementAndGet()),
            mac(endpoint, addresses.getFirst()),
            addresses,
            names.stream().distinct().toList(),
            endpoint.gatewayPriority());
    return new Plug(attachment, network, index);
  }

  /** One that follows from the address: whoever gets the address again spoils nobody's cache. */
  private static MacAddress mac(EndpointRequest endpoint, InetAddress address) {
    if (endpoint.mac() != null) {
      return MacAddress.parse(endpoint.mac());
    }
    return MacAddress.local(
        ByteBuffer.allocate(6).put((byte) 0x02).put((byte) 0x42).put(address.getAddress()).array());
  }

  private static String interfaceName(EndpointRequest endpoint, List<Attachment> others) {
    if (endpoint.interfaceName() != null) {
      return endpoint.interfaceName();
    }
    var taken = others.stream().map(Attachment::interfaceName).toList();
    int number = 0;
    while (taken.contains("eth" + number)) {
      number++;
    }
    return "eth" + number;
  }

  private Network network(String nameOrId) {
    return networks.values().stream()
        .filter(network -> network.name().equals(nameOrId) || network.id().equals(nameOrId))
        .findFirst()
        .orElseThrow(() -> new NotFoundException("network", nameOrId));
  }
}
