package dev.jstack.engine;

import dev.jstack.networking.Attachment;
import dev.jstack.networking.EndpointRequest;
import dev.jstack.networking.Network;
import dev.jstack.networking.NetworkDefinition;
import dev.jstack.networking.Networks;
import dev.jstack.networking.ResolverSettings;
import dev.jstack.networking.Sandbox;
import dev.jstack.networking.SandboxRequest;
import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.port.PortRequest;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerNetwork;
import dev.jstack.runtime.container.ContainerRuntime;
import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.container.NetworkSpec;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The network side of containers: opens their sandboxes before they start, and closes them when
 * they have ended, all that ended meanwhile in one go (far faster than one by one).
 */
final class Sandboxes {
  private static final System.Logger LOG = System.getLogger(Sandboxes.class.getName());

  /** The network of containers that name none. */
  static final String DEFAULT_NETWORK = "bridge";

  /** A default network that nobody uses goes after this: the next container may come soon. */
  private static final Duration UNUSED = Duration.ofSeconds(2);

  private final ContainerRuntime runtime;
  private final Networks networks;
  private final Workers workers;
  private final ReadWriteLock defaultNetworkInUse = new ReentrantReadWriteLock();
  private final Map<String, Beside> besides = new ConcurrentHashMap<>();
  private final List<Sandbox> leaving = new ArrayList<>();
  private CompletableFuture<@Nullable Void> closed = CompletableFuture.completedFuture(null);

  Sandboxes(ContainerRuntime runtime, Networks networks, Workers workers) {
    this.runtime = runtime;
    this.networks = networks;
    this.workers = workers;
  }

  /** What {@code container} needs of the network to start; {@link #release} undoes it. */
  ContainerNetwork open(Container container) {
    NetworkSpec spec = container.spec().network();
    if (spec.mode().equals("host")) {
      return outside(container);
    }
    if (spec.mode().startsWith("container:")) {
      return shared(spec.mode().substring("container:".length()));
    }
    drained().join();
    Sandbox sandbox = open(() -> request(container));
    try {
      return joined(sandbox);
    } catch (RuntimeException e) {
      leave(sandbox);
      throw e;
    }
  }

  /** Opens a sandbox that may be on the default network. */
  Sandbox open(Supplier<SandboxRequest> request) {
    defaultNetworkInUse.readLock().lock();
    try {
      return networks.open(request.get());
    } finally {
      defaultNetworkInUse.readLock().unlock();
    }
  }

  /** Takes the default network away while nobody is on it: no link of ours stays behind. */
  void dropUnusedDefault() {
    defaultNetworkInUse.writeLock().lock();
    try {
      networks
          .find(DEFAULT_NETWORK)
          .filter(network -> networks.attachments(network).isEmpty())
          .ifPresent(network -> networks.remove(List.of(network)));
    } finally {
      defaultNetworkInUse.writeLock().unlock();
    }
  }

  /** What a container without a sandbox has: the host's network, or nothing. */
  ContainerNetwork outside(Container container) {
    NetworkSpec spec = container.spec().network();
    return spec.mode().equals("host")
        ? ContainerNetwork.host(
            networks.hostModeHosts(spec.extraHosts()), networks.hostModeResolvConf(resolver(spec)))
        : ContainerNetwork.none();
  }

  /** The open sandbox of a container. */
  Optional<Sandbox> of(Container container) {
    return networks.sandbox(container.id());
  }

  /** A container that runs beside the one it replaces, which has ports that it wants. */
  private record Beside(String old, List<PortRequest> withheld) {}

  /** Until {@link #takeOver} the container doesn't publish what another one publishes. */
  void beside(Container container, Container old) {
    besides.put(container.id(), new Beside(old.id(), List.of()));
  }

  /** The container gets the ports that it was started without. */
  void takeOver(Container container) {
    Beside beside = besides.remove(container.id());
    if (beside != null) {
      networks
          .sandbox(container.id())
          .ifPresent(sandbox -> networks.handOver(beside.old(), sandbox, beside.withheld()));
    }
  }

  private List<PortRequest> ports(Container container) {
    List<PortRequest> ports = ports(container.spec().network());
    Beside beside = besides.get(container.id());
    if (beside == null) {
      return ports;
    }
    List<PortRequest> withheld = networks.held(beside.old(), ports);
    besides.put(container.id(), new Beside(beside.old(), withheld));
    return ports.stream().filter(port -> !withheld.contains(port)).toList();
  }

  /** Forgets what was remembered of a container that is removed. */
  void forget(Container container) {
    besides.remove(container.id());
  }

  /** Gives back what {@link #open} made, soon. */
  void release(Container container) {
    networks.sandbox(container.id()).ifPresent(this::leave);
  }

  /** It answers to its new name. */
  void rename(Container container, String name) {
    networks.sandbox(container.id()).ifPresent(sandbox -> networks.rename(sandbox, name));
  }

  /** Done when everything released so far is gone. */
  synchronized CompletableFuture<@Nullable Void> drained() {
    return closed;
  }

  /** The ports a container asks for. */
  static List<PortRequest> ports(NetworkSpec spec) {
    return spec.ports().stream()
        .map(port ->
            PortRequest.of(
                port.hostIp(),
                port.hostPort(),
                port.hostPortEnd(),
                port.containerPort(),
                port.protocol()))
        .toList();
  }

  private ContainerNetwork shared(String owner) {
    Sandbox sandbox =
        networks
            .sandbox(owner)
            .orElseThrow(() ->
                new JstackException(
                    "cannot join the network of container "
                        + owner.substring(0, Math.min(12, owner.length()))
                        + ": it is not running"));
    return joined(sandbox);
  }

  static ContainerNetwork joined(Sandbox sandbox) {
    return ContainerNetwork.join(sandbox.namespace(), sandbox.hosts(), sandbox.resolvConf());
  }

  private SandboxRequest request(Container container) {
    NetworkSpec spec = container.spec().network();
    return new SandboxRequest(
        container.id(),
        container.name(),
        hostname(container),
        spec.mode().equals("bridge") ? endpoints(container, spec) : List.of(),
        ports(container),
        hosts(container),
        resolver(spec),
        runtime.network(container).orElse(null));
  }

  /** On the default network, which has no names, links are lines like the user's. */
  private List<String> hosts(Container container) {
    NetworkSpec spec = container.spec().network();
    List<String> hosts = new ArrayList<>(spec.extraHosts());
    if (spec.mode().equals("bridge") && spec.endpoints().isEmpty()) {
      spec.links().forEach(link -> hosts.add(linked(container, link)));
    }
    return hosts;
  }

  /** {@code alias id name=address}. */
  private String linked(Container container, String link) {
    String[] parts = link.split(":", 2);
    Container other =
        runtime.find(parts[0]).orElseThrow(() -> new NotFoundException("container", parts[0]));
    InetAddress address =
        of(other).stream()
            .flatMap(sandbox -> sandbox.attachments().stream())
            .filter(end -> end.network().equals(DEFAULT_NETWORK))
            .map(Attachment::address)
            .findFirst()
            .orElseThrow(() ->
                new JstackException(
                    "cannot link to a non running container: "
                        + other.name()
                        + " as "
                        + container.name()
                        + "/"
                        + parts[1]));
    return "%s %s %s=%s"
        .formatted(parts[1], other.shortId(), other.name(), AddressText.of(address));
  }

  private List<EndpointRequest> endpoints(Container container, NetworkSpec spec) {
    if (spec.endpoints().isEmpty()) {
      return List.of(EndpointRequest.on(defaultNetwork()));
    }
    return spec.endpoints().stream().map(end -> endpoint(end, container)).toList();
  }

  /** Joins a further network while the container runs. */
  void connect(Container container, NetworkSpec.EndpointSpec endpoint) {
    defaultNetworkInUse.readLock().lock();
    try {
      var _ = networks.connect(sandbox(container), endpoint(endpoint, container));
    } finally {
      defaultNetworkInUse.readLock().unlock();
    }
  }

  /** Leaves a network while the container runs. */
  void disconnect(Container container, Network network) {
    networks.disconnect(sandbox(container), network);
  }

  /** The network of that name or id; the default network is made when it is named. */
  Network network(String nameOrId) {
    String name = nameOrId.equals(DEFAULT_NETWORK) ? defaultNetwork() : nameOrId;
    return networks.find(name).orElseThrow(() -> new NotFoundException("network", nameOrId));
  }

  private Sandbox sandbox(Container container) {
    return of(container)
        .orElseThrow(() -> new NotFoundException("network of container", container.name()));
  }

  private EndpointRequest endpoint(NetworkSpec.EndpointSpec end, Container container) {
    List<String> aliases = new ArrayList<>(end.aliases());
    aliases.add(container.shortId());
    aliases.add(container.hostname());
    return new EndpointRequest(
        end.network().equals(DEFAULT_NETWORK) ? defaultNetwork() : end.network(),
        aliases,
        end.ipv4(),
        end.ipv6(),
        end.linkLocal(),
        end.mac(),
        end.interfaceName(),
        end.gatewayPriority(),
        end.options());
  }

  /** The network of containers that name none; made when it is first needed. */
  synchronized String defaultNetwork() {
    if (networks.find(DEFAULT_NETWORK).isEmpty()) {
      networks.create(NetworkDefinition.named(DEFAULT_NETWORK));
    }
    return DEFAULT_NETWORK;
  }

  static String hostname(Container container) {
    IsolationSpec isolation = container.spec().isolation();
    String name = Optional.ofNullable(isolation.hostname()).orElse(container.shortId());
    return isolation.domainname() == null ? name : name + "." + isolation.domainname();
  }

  private static ResolverSettings resolver(NetworkSpec spec) {
    Map<String, String> links = new HashMap<>();
    spec.links().forEach(link -> links.put(link.split(":", 2)[1], link.split(":", 2)[0]));
    return new ResolverSettings(spec.dns(), spec.dnsSearch(), spec.dnsOptions(), links);
  }

  private synchronized void leave(Sandbox sandbox) {
    leaving.add(sandbox);
    if (leaving.size() == 1) {
      // Not on a worker: workers wait for this before they start the next container.
      closed = closed.handleAsync((_, _) -> closeAll(), workers.waiting());
    }
  }

  private @Nullable Void closeAll() {
    List<Sandbox> batch;
    synchronized (this) {
      batch = List.copyOf(leaving);
      leaving.clear();
    }
    try {
      networks.close(batch);
    } catch (JstackException e) {
      // Who waits for this wants to start something else, and can't do anything about it.
      LOG.log(Level.WARNING, "a container''s network was not taken down: {0}", e.getMessage());
    }
    if (networks.find(DEFAULT_NETWORK).isPresent()) {
      var _ = workers.after(UNUSED, this::dropUnusedDefault);
    }
    return null;
  }
}
