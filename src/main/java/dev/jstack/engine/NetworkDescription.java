package dev.jstack.engine;

import dev.jstack.networking.Attachment;
import dev.jstack.networking.Network;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Networks, and containers' ends on them, in the shape of docker's {@code inspect}. */
final class NetworkDescription {
  private static final Shape NETWORK =
      Shape.of(
          """
          Name Id Created Scope Driver EnableIPv4? EnableIPv6? IPAM Internal? Attachable? Ingress?
          ConfigFrom ConfigOnly? Containers{} Options{} Labels{} Peers[] Services{}
          """);
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
    json.put("IPAM", management(pools));
    json.put("Internal", network.internal());
    json.put("Attachable", definition.attachable());
    json.put("Containers", members);
    json.put("Options", definition.options());
    json.put("Labels", definition.labels());
    return NETWORK.struct(json);
  }

  /** The host's network, none at all, or the default network while there is none. */
  Map<String, Object> predefined(String name) {
    Map<String, @Nullable Object> json = head(name, predefinedId(name));
    json.put("Driver", predefinedDriver(name));
    return NETWORK.struct(json);
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
    json.put("IPAM", management(List.of()));
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

  private static Map<String, Object> management(List<Map<String, Object>> pools) {
    return new Struct().with("Driver", "default").with("Options", Map.of()).with("Config", pools);
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
    Map<String, @Nullable Object> json = new LinkedHashMap<>(addresses(null, null, null));
    for (String name : container.spec().network().networks()) {
      ends.put(name, endpoint(container, asked(container, name), null));
    }
    containers
        .sandbox(container)
        .ifPresent(sandbox -> {
          for (Attachment end : sandbox.attachments()) {
            ends.put(end.network(), endpoint(container, asked(container, end.network()), end));
            if (end.network().equals(Sandboxes.DEFAULT_NETWORK)) {
              json.putAll(addresses(container, end, networks.find(end.networkId()).orElse(null)));
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
    json.put("Links", null);
    json.put("Aliases", asked.aliases().isEmpty() ? null : asked.aliases());
    json.put("DriverOpts", asked.options().isEmpty() ? null : asked.options());
    json.put("GwPriority", asked.gatewayPriority());
    Network network = end == null ? null : networks.find(end.networkId()).orElse(null);
    json.put("NetworkID", end == null ? "" : end.networkId());
    json.putAll(addresses(end == null ? null : container, end, network));
    json.put("DNSNames", end == null ? null : end.names());
    return ENDPOINT.struct(json);
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

  /** All empty without an end. */
  private static Map<String, @Nullable Object> addresses(
      @Nullable Container container, @Nullable Attachment end, @Nullable Network network) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("MacAddress", end == null ? "" : end.mac().toString());
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
    var text = "endpoint " + containerId + " " + end.networkId();
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
