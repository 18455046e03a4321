package dev.jstack.engine;

import dev.jstack.networking.Attachment;
import dev.jstack.networking.Network;
import dev.jstack.networking.NetworkDefinition;
import dev.jstack.networking.Networks;
import dev.jstack.networking.SubnetRequest;
import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.address.Subnet;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.NetworkSpec.EndpointSpec;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Shape;
import dev.jstack.runtime.json.Struct;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Networks, and containers' ends on them, in the shape of docker's {@code inspect}. */
final class NetworkDescription {
  private static final Shape NETWORK =
      Shape.of(
          """
          Name Id Created Scope Driver EnableIPv4? EnableIPv6? IPAM Internal? Attachable? Ingress?
          ConfigFrom ConfigOnly? Containers{} Options{} Labels{} Peers[] Services{}
          """);
  private static final Shape IPAM = Shape.of("Driver Options{} Config[]");
  private static final Shape ENDPOINT =
      Shape.of(
          """
          IPAMConfig* Links[] Aliases[] MacAddress DriverOpts{} GwPriority# NetworkID EndpointID
          Gateway IPAddress IPPrefixLen# IPv6Gateway GlobalIPv6Address GlobalIPv6PrefixLen#
          DNSNames[]
          """);

  private final Networks networks;
  private final Containers containers;

  NetworkDescription(Networks networks, Containers containers) {
    this.networks = networks;
    this.containers = containers;
  }

  Map<String, Object> network(Network network) {
    var definition = network.definition();
    List<Map<String, Object>> pools = new ArrayList<>();
    network.subnets().forEach(range -> pools.add(pool(range, definition.subnets())));
    Map<String, Object> members = new LinkedHashMap<>();
    networks.attachments(network).forEach((id, end) -> members.put(id, member(network, id, end)));
    Map<String, @Nullable Object> json = head(network.name(), network.id());
    json.put("Created", network.created().toString());
    json.put("Driver", definition.driver().toString());
    json.put("EnableIPv4", definition.ipv4());
    json.put("EnableIPv6", definition.ipv6());
    json.put("IPAM", management(!network.name().equals(Sandboxes.DEFAULT_NETWORK), pools));
    json.put("Internal", network.internal());
    json.put("Attachable", definition.attachable());
    json.put("Containers", members);
    json.put("Options", options(network));
    json.put("Labels", new TreeMap<>(definition.labels()));
    return NETWORK.struct(json);
  }

  /** Docker's programs ask those of the default network. */
  private static Map<String, String> options(Network network) {
    if (!network.name().equals(Sandboxes.DEFAULT_NETWORK)) {
      return new TreeMap<>(network.definition().options());
    }
    String prefix = "com.docker.network.";
    Map<String, String> options = new TreeMap<>();
    options.put(prefix + "bridge.default_bridge", "true");
    options.put(prefix + "bridge.enable_icc", "true");
    options.put(prefix + "bridge.enable_ip_masquerade", "true");
    options.put(prefix + "bridge.host_binding_ipv4", "0.0.0.0");
    options.put(prefix + "bridge.name", network.bridge());
    options.put(prefix + "driver.mtu", String.valueOf(network.mtu()));
    return options;
  }

  /** The host's network, none at all, or the default network while there is none. */
  Map<String, Object> predefined(String name) {
    if (name.equals(Sandboxes.DEFAULT_NETWORK)) {
      return network(networks.preview(NetworkDefinition.named(name), predefinedId(name)));
    }
    Map<String, @Nullable Object> json = head(name, predefinedId(name));
    json.put("Driver", predefinedDriver(name));
    json.put("IPAM", management(false, null));
    json.put("Containers", users(name));
    return NETWORK.struct(json);
  }

  /** Running containers without a network of their own. */
  private Map<String, Object> users(String mode) {
    Map<String, Object> users = new TreeMap<>();
    containers.list().stream()
        .filter(container -> container.spec().network().mode().equals(mode))
        .filter(container -> container.state().status().isAlive())
        .forEach(container -> {
          Struct json =
              new Struct("Name", "EndpointID", "MacAddress", "IPv4Address", "IPv6Address");
          json.fields().forEach((field, _) -> json.put(field, ""));
          json.put("Name", container.name());
          json.put("EndpointID", endpointId(container.id(), predefinedId(mode)));
          users.put(container.id(), json);
        });
    return users;
  }

  static String predefinedId(String name) {
    return Digest.of(("network " + name).getBytes(StandardCharsets.UTF_8)).hex();
  }

  static String predefinedDriver(String name) {
    return name.equals("none") ? "null" : name;
  }

  private static Map<String, @Nullable Object> head(String name, String id) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Name", name);
    json.put("Id", id);
    json.put("Created", "0001-01-01T00:00:00Z");
    json.put("Scope", "local");
    json.put("Driver", "");
    json.put("EnableIPv4", true);
    json.put("EnableIPv6", false);
    json.put("IPAM", management(true, List.of()));
    json.put("Internal", false);
    json.put("Attachable", false);
    json.put("Ingress", false);
    json.put("ConfigFrom", new Struct().with("Network", ""));
    json.put("ConfigOnly", false);
    json.put("Containers", Map.of());
    json.put("Options", Map.of());
    json.put("Labels", Map.of());
    return json;
  }

  private static Struct management(boolean isUsers, @Nullable List<Map<String, Object>> pools) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Driver", "default");
    json.put("Options", isUsers ? Map.of() : null);
    json.put("Config", pools);
    return IPAM.struct(json);
  }

  private static Map<String, Object> pool(Network.Range range, List<SubnetRequest> requests) {
    Struct pool = new Struct("Subnet", "IPRange", "Gateway").field("AuxiliaryAddresses", Map.of());
    pool.put("Subnet", range.subnet().toString());
    if (!range.pool().equals(range.subnet())) {
      pool.put("IPRange", range.pool().toString());
    }
    pool.put("Gateway", AddressText.of(range.gateway()));
    requests.stream()
        .filter(request -> is(range.subnet(), request.subnet()))
        .filter(request -> !request.auxAddresses().isEmpty())
        .forEach(request -> pool.put("AuxiliaryAddresses", request.auxAddresses()));
    return pool;
  }

  private static boolean is(Subnet subnet, @Nullable String text) {
    return text != null && Subnet.parse(text).equals(subnet);
  }

  private Map<String, Object> member(Network network, String id, Attachment end) {
    Map<String, Object> json =
        new Struct("Name", "EndpointID", "MacAddress", "IPv4Address", "IPv6Address");
    json.put("Name", containers.find(id).map(Container::name).orElse(""));
    json.put("EndpointID", endpointId(id, end));
    json.put("MacAddress", end.mac().toString());
    json.put("IPv4Address", withPrefix(network, end.address(true)));
    json.put("IPv6Address", withPrefix(network, end.address(false)));
    return json;
  }

  private static String withPrefix(Network network, Optional<InetAddress> address) {
    return address
        .map(a -> AddressText.of(a) + "/" + network.range(a).subnet().prefix())
        .orElse("");
  }

  /** The {@code NetworkSettings} of a container, but for its ports. */
  Map<String, @Nullable Object> settings(Container container) {
    Map<String, Object> ends = new LinkedHashMap<>();
    Map<String, @Nullable Object> json = new LinkedHashMap<>(ofDefaultNetwork(null, null, null));
    for (String name : container.spec().network().networks()) {
      ends.put(name, endpoint(container, asked(container, name), null));
    }
    containers
        .sandbox(container)
        .ifPresent(sandbox -> {
          for (Attachment end : sandbox.attachments()) {
            ends.put(end.network(), endpoint(container, asked(container, end.network()), end));
            if (end.network().equals(Sandboxes.DEFAULT_NETWORK)) {
              var network = networks.find(end.networkId()).orElse(null);
              json.putAll(ofDefaultNetwork(container, end, network));
            }
          }
        });
    json.put("Networks", ends);
    return json;
  }

  private static EndpointSpec asked(Container container, String network) {
    return container.spec().network().endpoints().stream()
        .filter(spec -> spec.network().equals(network))
        .findFirst()
        .orElseGet(() -> EndpointSpec.on(network));
  }

  private Struct endpoint(Container container, EndpointSpec asked, @Nullable Attachment end) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("IPAMConfig", ipam(asked));
    List<String> links = container.spec().network().links();
    boolean first =
        container.spec().network().endpoints().stream().limit(1).anyMatch(asked::equals);
    json.put("Links", first && !links.isEmpty() ? links : null);
    json.put("Aliases", asked.aliases().isEmpty() ? null : asked.aliases());
    json.put("MacAddress", end == null ? "" : end.mac().toString());
    json.put("DriverOpts", driverOptions(asked));
    json.put("GwPriority", asked.gatewayPriority());
    Network network = end == null ? null : networks.find(end.networkId()).orElse(null);
    json.put("NetworkID", end == null ? lastId(container, asked) : end.networkId());
    json.putAll(addresses(end == null ? null : container, end, network));
    List<String> names = end == null ? lastNames(container, asked) : end.names();
    json.put("DNSNames", names.isEmpty() ? null : names);
    return ENDPOINT.struct(json);
  }

  /** Docker goes on telling it when a container has ended. */
  private String lastId(Container container, EndpointSpec asked) {
    boolean isPredefined = Engine.PREDEFINED_NETWORKS.contains(asked.network());
    return container.state().startedAt() == null
        ? ""
        : networks
            .find(asked.network())
            .map(Network::id)
            .orElse(isPredefined ? predefinedId(asked.network()) : "");
  }

  private static List<String> lastNames(Container container, EndpointSpec asked) {
    if (container.state().startedAt() == null
        || Engine.PREDEFINED_NETWORKS.contains(asked.network())) {
      return List.of();
    }
    var names = new LinkedHashSet<>(List.of(container.name()));
    names.addAll(asked.aliases());
    names.add(container.shortId());
    names.add(container.hostname());
    return List.copyOf(names);
  }

  /** A link's name is one of them. */
  private static @Nullable Map<String, String> driverOptions(EndpointSpec asked) {
    Map<String, String> options = new TreeMap<>(asked.options());
    if (asked.interfaceName() != null) {
      options.put("com.docker.network.endpoint.ifname", asked.interfaceName());
    }
    return options.isEmpty() ? null : options;
  }

  private static @Nullable Map<String, Object> ipam(EndpointSpec asked) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (asked.ipv4() != null) {
      json.put("IPv4Address", asked.ipv4());
    }
    if (asked.ipv6() != null) {
      json.put("IPv6Address", asked.ipv6());
    }
    if (!asked.linkLocal().isEmpty()) {
      json.put("LinkLocalIPs", asked.linkLocal());
    }
    return json.isEmpty() ? null : json;
  }

  /** What docker tells of that network twice, here in the order of the letters. */
  private static Map<String, @Nullable Object> ofDefaultNetwork(
      @Nullable Container container, @Nullable Attachment end, @Nullable Network network) {
    Map<String, @Nullable Object> json = new TreeMap<>(addresses(container, end, network));
    json.put("MacAddress", end == null ? "" : end.mac().toString());
    return json;
  }

  /** All empty without an end. */
  private static Map<String, @Nullable Object> addresses(
      @Nullable Container container, @Nullable Attachment end, @Nullable Network network) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("EndpointID", container == null || end == null ? "" : endpointId(container.id(), end));
    for (boolean ipv4 : new boolean[] {true, false}) {
      Optional<InetAddress> address =
          end == null || network == null ? Optional.empty() : end.address(ipv4);
      Optional<Network.Range> range =
          network == null ? Optional.empty() : address.map(network::range);
      json.put(
          ipv4 ? "Gateway" : "IPv6Gateway",
          range
              .filter(_ -> network != null && !network.internal())
              .map(r -> AddressText.of(r.gateway()))
              .orElse(""));
      json.put(ipv4 ? "IPAddress" : "GlobalIPv6Address", address.map(AddressText::of).orElse(""));
      json.put(
          ipv4 ? "IPPrefixLen" : "GlobalIPv6PrefixLen",
          range.map(r -> r.subnet().prefix()).orElse(0));
    }
    return json;
  }

  private static String endpointId(String containerId, Attachment end) {
    return endpointId(containerId, end.networkId());
  }

  private static String endpointId(String containerId, String networkId) {
    var text = "endpoint " + containerId + " " + networkId;
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
