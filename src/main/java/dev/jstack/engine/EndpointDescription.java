package dev.jstack.engine;

import dev.jstack.networking.Attachment;
import dev.jstack.networking.Network;
import dev.jstack.networking.Networks;
import dev.jstack.networking.Sandbox;
import dev.jstack.networking.address.AddressText;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.NetworkSpec.EndpointSpec;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Shape;
import dev.jstack.runtime.json.Struct;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A container's ends on its networks, in the shape of docker's {@code inspect}. */
final class EndpointDescription {
  private static final Shape ENDPOINT =
      Shape.of(
          """
          IPAMConfig* Links[] Aliases[] MacAddress DriverOpts{} GwPriority# NetworkID EndpointID
          Gateway IPAddress IPPrefixLen# IPv6Gateway GlobalIPv6Address GlobalIPv6PrefixLen#
          DNSNames[]
          """);

  private final Networks networks;
  private final Container container;
  private final Optional<Sandbox> sandbox;

  EndpointDescription(Networks networks, Container container, Optional<Sandbox> sandbox) {
    this.networks = networks;
    this.container = container;
    this.sandbox = sandbox;
  }

  /** The {@code NetworkSettings} of a container, but for its ports. */
  Map<String, @Nullable Object> settings() {
    Map<String, Object> ends = new LinkedHashMap<>();
    Map<String, @Nullable Object> json = new LinkedHashMap<>(ofDefaultNetwork(null, null));
    for (String name : container.spec().network().networks()) {
      ends.put(name, endpoint(asked(name), null));
    }
    for (Attachment end : sandbox.map(Sandbox::attachments).orElse(List.of())) {
      ends.put(end.network(), endpoint(asked(end.network()), end));
      if (end.network().equals(Sandboxes.DEFAULT_NETWORK)) {
        json.putAll(ofDefaultNetwork(end, networks.find(end.networkId()).orElse(null)));
      }
    }
    json.put("Networks", ends);
    return json;
  }

  private EndpointSpec asked(String network) {
    return container.spec().network().endpoints().stream()
        .filter(spec -> spec.network().equals(network))
        .findFirst()
        .orElseGet(() -> EndpointSpec.on(network));
  }

  private Struct endpoint(EndpointSpec asked, @Nullable Attachment end) {
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
    json.put("NetworkID", end == null ? lastId(asked) : end.networkId());
    json.putAll(addresses(end, network));
    List<String> names = end == null ? lastNames(asked) : end.names();
    json.put("DNSNames", names.isEmpty() ? null : names);
    return ENDPOINT.struct(json);
  }

  /** Docker goes on telling it when a container has ended. */
  private String lastId(EndpointSpec asked) {
    boolean isPredefined = Engine.PREDEFINED_NETWORKS.contains(asked.network());
    return container.state().startedAt() == null
        ? ""
        : networks
            .find(asked.network())
            .map(Network::id)
            .orElse(isPredefined ? NetworkDescription.predefinedId(asked.network()) : "");
  }

  private List<String> lastNames(EndpointSpec asked) {
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
  private Map<String, @Nullable Object> ofDefaultNetwork(
      @Nullable Attachment end, @Nullable Network network) {
    Map<String, @Nullable Object> json = new TreeMap<>(addresses(end, network));
    json.put("MacAddress", end == null ? "" : end.mac().toString());
    return json;
  }

  /** All empty without an end. */
  private Map<String, @Nullable Object> addresses(
      @Nullable Attachment end, @Nullable Network network) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("EndpointID", end == null ? "" : id(container.id(), end.networkId()));
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

  /** Docker's are random; a container on a network always has the same here. */
  static String id(String containerId, String networkId) {
    var text = "endpoint " + containerId + " " + networkId;
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
