package dev.jstack.networking;

import dev.jstack.networking.address.HostAddresses;
import dev.jstack.networking.firewall.Element;
import dev.jstack.networking.firewall.Firewall;
import dev.jstack.networking.port.PortRequest;
import dev.jstack.networking.tap.Tap;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The engine's networks and the containers on them. One per engine; all methods may be called from
 * any thread.
 */
public final class Networks implements AutoCloseable {
  private final Equipment equipment;
  private final NetworkStore store;
  private final WaysOut waysOut;
  private final Map<String, Network> networks = new ConcurrentHashMap<>();
  private final Sandboxes sandboxes;
  private final Adoption adoption;
  private final Obstacles obstacles;
  private final Collisions collisions;
  private final List<BiConsumer<String, Network>> listeners = new CopyOnWriteArrayList<>();
  private final NetworkNames names = new NetworkNames();

  private Networks(Equipment equipment, Path stateDir, Path runDir, EventListener events) {
    this.equipment = equipment;
    store = new NetworkStore(stateDir);
    obstacles = new Obstacles(equipment);
    collisions = new Collisions(obstacles, networks::values);
    var forwarding = new IpForwarding(runDir, equipment.namespaces());
    waysOut = new WaysOut(equipment.firewall(), forwarding, networks);
    var sandboxStore = new SandboxStore(runDir, Sysctl.bootId());
    sandboxes = new Sandboxes(equipment, sandboxStore, networks);
    adoption = new Adoption(equipment, sandboxStore, sandboxes, networks, events);
  }

  /**
   * Reads the networks of this state directory, makes the missing bridges again (after a reboot)
   * and starts the name server. The network namespace of the calling thread is the host's. Call
   * {@link #adopt} before any sandbox is opened.
   *
   * @param stateDir the engine's; networks are kept in {@code networks/} below it
   * @param runDir the engine's; what is true until the next boot is kept in {@code networks/} below
   */
  public static Networks open(Path stateDir, Path runDir, EventListener events) {
    return open(stateDir, runDir, events, Networks::firewall, Path.of("/etc/resolv.conf"));
  }

  static Networks open(
      Path stateDir,
      Path runDir,
      EventListener events,
      Function<LinkNames, Firewall> firewalls,
      Path resolvConf) {
    var state = directory(stateDir);
    var run = directory(runDir);
    var equipment = Equipment.open(runDir, firewalls, resolvConf);
    var opened = new Networks(equipment, state, run, events);
    opened.load();
    return opened;
  }

  static Firewall firewall(LinkNames names) {
    return Firewall.open(names.table(), names.group());
  }

  private static Path directory(Path parent) {
    var directory = parent.resolve("networks");
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new JstackException("cannot create " + directory, e);
    }
  }

  private void load() {
    for (var network : store.load()) {
      networks.put(network.id(), network);
      equipment.addressing().add(network);
    }
    equipment.bridges().restore(networks.values());
    waysOut.open();
  }

  /** Makes a network; one of that name is a {@link ConflictException}. */
  public synchronized Network create(NetworkDefinition definition) {
    names.check(definition.name(), networks.values());
    if (!definition.internal()) {
      equipment.tap().ifPresent(Tap::ensure);
    }
    var network = preview(definition, names.newId());
    new DriverChecks(equipment, networks.values()).check(network);
    equipment.bridges().create(network);
    register(network);
    listeners.forEach(listener -> listener.accept("create", network));
    return network;
  }

  /** What {@link #create} would make now. */
  public Network preview(NetworkDefinition definition, String id) {
    var options = definition.checkedOptions();
    boolean bridged = definition.driver() == NetworkDriver.BRIDGE;
    var bridge = bridged ? options.bridgeName().orElse(equipment.linkNames().bridge(id)) : "";
    var routes = equipment.taken(bridge);
    var used = HostAddresses.inUse(routes, equipment.resolver().read().servers());
    return new Network(
        id,
        definition,
        bridge,
        new AddressPlan(networks.values(), used).ranges(definition),
        Mtu.of(options, equipment.host()),
        Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  /** Tells of each network that is made ({@code create}) or removed ({@code destroy}). */
  public void listen(BiConsumer<String, Network> listener) {
    listeners.add(listener);
  }

  private void register(Network network) {
    boolean first = networks.isEmpty();
    networks.put(network.id(), network);
    try {
      equipment.addressing().add(network);
      if (first) {
        equipment.rules().replace(elements(network));
      } else {
        equipment.rules().change(elements(network), List.of());
      }
      waysOut.open();
      store.save(network);
    } catch (RuntimeException e) {
      networks.remove(network.id());
      equipment.addressing().remove(network);
      equipment.bridges().delete(List.of(network));
      equipment.parents().delete(List.of(network), networks.values());
      throw e;
    }
  }

  private static List<Element> elements(Network network) {
    return network.bridged()
        ? List.of(new Element.Bridge(network.bridge(), network.internal()))
        : List.of();
  }

  /** By name, id or unique beginning of an id. */
  public Optional<Network> find(String nameOrId) {
    var byName = networks.values().stream().filter(n -> n.name().equals(nameOrId)).findFirst();
    if (byName.isPresent() || nameOrId.isEmpty()) {
      return byName;
    }
    var byId = networks.values().stream().filter(n -> n.id().startsWith(nameOrId)).toList();
    return byId.size() == 1 ? Optional.of(byId.getFirst()) : Optional.empty();
  }

  /** By name. */
  public List<Network> list() {
    return networks.values().stream().sorted(Comparator.comparing(Network::name)).toList();
  }

  /** The containers on a network: container id → its end. */
  public Map<String, Attachment> attachments(Network network) {
    var found = new LinkedHashMap<String, Attachment>();
    for (var sandbox : sandboxes.all().toList()) {
      sandbox.attachments().stream()
          .filter(attachment -> attachment.networkId().equals(network.id()))
          .forEach(attachment -> found.put(sandbox.containerId(), attachment));
    }
    return found;
  }

  /** Removes networks; one with containers on it is a conflict that names them. */
  public synchronized void remove(Collection<Network> unwanted) {
    for (var network : unwanted) {
      checkUnused(network);
    }
    var elements = new ArrayList<Element>();
    for (var network : unwanted) {
      networks.remove(network.id());
      equipment.addressing().remove(network);
      equipment.names().remove(network.id());
      store.delete(network);
      elements.addAll(elements(network));
    }
    if (networks.isEmpty()) {
      equipment.rules().clear();
      waysOut.close();
      equipment.tap().ifPresent(Tap::end);
    } else {
      equipment.rules().change(List.of(), elements);
    }
    equipment.bridges().delete(unwanted);
    equipment.parents().delete(unwanted, networks.values());
    new Flows(equipment)
        .endAll(
            unwanted.stream()
                .filter(Network::bridged)
                .flatMap(network -> network.subnets().stream())
                .map(Network.Range::subnet)
                .toList());
    for (var network : unwanted) {
      listeners.forEach(listener -> listener.accept("destroy", network));
    }
  }

  private void checkUnused(Network network) {
    if (!networks.containsKey(network.id())) {
      throw new NotFoundException("network", network.name());
    }
    var users = attachments(network).keySet();
    if (!users.isEmpty()) {
      var names =
          sandboxes
              .all()
              .filter(sandbox -> users.contains(sandbox.containerId()))
              .map(sandbox -> sandbox.state().name())
              .sorted()
              .toList();
      throw new ConflictException(
          "network " + network.name() + " has active endpoints: " + String.join(", ", names));
    }
  }

  /**
   * Fails with a conflict that names all holders if one of the ports can't be had now. {@code
   * ports}: container name → its requests; those of {@code released} containers (ids) count as
   * free.
   */
  public void checkPorts(Map<String, List<PortRequest>> ports, Collection<String> released) {
    equipment.hostPorts().check(ports, Set.copyOf(released));
  }

  /** Those of the requests that another container's published ports stand against. */
  public List<PortRequest> held(String containerId, Collection<PortRequest> requests) {
    return equipment.hostPorts().held(containerId, requests);
  }

  /**
   * A container gets ports of the host, from one that may have them now; connections that exist
   * stay with that one.
   */
  public synchronized void handOver(String from, Sandbox to, Collection<PortRequest> requests) {
    sandboxes.handOver(from, live(to), requests);
  }

  /** Makes a container's namespace, wired, named and published; on failure nothing is left. */
  public Sandbox open(SandboxRequest request) {
    try {
      if (waysOut.any()) {
        equipment.tap().ifPresent(Tap::ensure);
      }
      return sandboxes.open(request);
    } catch (RuntimeException e) {
      var given = request.namespace();
      if (given != null) {
        given.close();
      }
      throw e;
    }
  }

  /** The open sandbox of a container. */
  public Optional<Sandbox> sandbox(String containerId) {
    return sandboxes.find(containerId).map(Sandbox.class::cast);
  }

  /** Joins a further network while the container runs. */
  public synchronized Attachment connect(Sandbox sandbox, EndpointRequest endpoint) {
    return sandboxes.connect(live(sandbox), endpoint);
  }

  /** Leaves a network while the container runs. */
  public synchronized void disconnect(Sandbox sandbox, Network network) {
    sandboxes.disconnect(live(sandbox), network);
  }

  /** The container answers to its new name. */
  public synchronized void rename(Sandbox sandbox, String name) {
    sandboxes.rename(live(sandbox), name);
  }

  /**
   * Takes down sandboxes, many as fast as one: names first, then ports, then links. Call it when
   * the processes are gone. Closing one twice does nothing.
   */
  public void close(Collection<Sandbox> unwanted) {
    sandboxes.close(
        unwanted.stream().flatMap(s -> sandboxes.find(s.containerId()).stream()).toList());
  }

  private LiveSandbox live(Sandbox sandbox) {
    return sandboxes
        .find(sandbox.containerId())
        .orElseThrow(() -> new NotFoundException("network of container", sandbox.containerId()));
  }

  /**
   * Goes on where a dead engine stopped: name servers and host ports of the living containers are
   * opened again, everything else it left behind is removed. Once, at the engine's start.
   *
   * @param living container id → a path to its namespace: {@code /proc/PID/ns/net}
   * @return the sandboxes of those containers that had one
   */
  public synchronized List<Sandbox> adopt(Map<String, Path> living) {
    var adopted = adoption.run(living);
    if (!adopted.isEmpty() && waysOut.any()) {
      equipment.tap().ifPresent(Tap::ensure);
    }
    return adopted;
  }

  /** /etc/hosts of a container in the host's own network namespace. */
  public String hostModeHosts(List<String> extraHosts) {
    return HostFiles.hostMode(Path.of("/etc/hosts"), extraHosts, Sysctl.ipv6());
  }

  /** /etc/resolv.conf of a container in the host's own network namespace. */
  public String hostModeResolvConf(ResolverSettings settings) {
    return HostFiles.merge(equipment.resolver().read(), settings).toString();
  }

  /**
   * What engines left that nobody can find any more.
   *
   * @param remove whether it is taken away
   */
  public Leftovers leftovers(boolean remove) {
    var leftovers = Leftovers.find(equipment.host());
    if (remove) {
      leftovers.remove(equipment.host());
    }
    return leftovers;
  }

  /** What other firewalls of this machine do to containers' packets, for people; may be empty. */
  public List<String> obstacles() {
    return waysOut.any() ? obstacles.firewalls() : List.of();
  }

  /** Which routes of this machine came up over networks of these names, for people. */
  public List<String> collisions(Collection<String> names) {
    return obstacles.collisions(list().stream().filter(n -> names.contains(n.name())).toList());
  }

  /** Tells of such a route as soon as it comes up: the network, and words for people. */
  public void watch(BiConsumer<Network, String> listener) {
    collisions.listen(listener);
  }

  /** Why containers can't reach other machines, as far as this is known; empty if they can. */
  public Optional<String> noWayOut() {
    return equipment.tap().flatMap(Tap::trouble);
  }

  /** How ports are forwarded: {@code nf_tables} (by the kernel) or {@code proxy} (by us). */
  public String firewall() {
    return equipment.firewall().name();
  }

  /** Stops serving names and proxied ports; networks and sandboxes of living containers stay. */
  @Override
  public void close() {
    boolean needed = sandboxes.all().findAny().isPresent();
    equipment.tap().ifPresent(needed ? Tap::leave : Tap::end);
    sandboxes.abandon();
    collisions.close();
    equipment.close();
  }
}
