package dev.jstack.engine;

import dev.jstack.networking.Attachment;
import dev.jstack.networking.Network;
import dev.jstack.networking.NetworkDefinition;
import dev.jstack.networking.Networks;
import dev.jstack.networking.SubnetRequest;
import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.address.Subnet;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Shape;
import dev.jstack.runtime.json.Struct;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Networks in the shape of docker's {@code inspect}. */
final class NetworkDescription {
  private static final Shape NETWORK =
      Shape.of(
          """
          Name Id Created Scope Driver EnableIPv4? EnableIPv6? IPAM Internal? Attachable? Ingress?
          ConfigFrom ConfigOnly? Containers{} Options{} Labels{} Peers[] Services{}
          """);
  private static final Shape IPAM = Shape.of("Driver Options{} Config[]");

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
          json.put("EndpointID", EndpointDescription.id(container.id(), predefinedId(mode)));
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
    json.put("EndpointID", EndpointDescription.id(id, end.networkId()));
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
}
