package dev.jstack.runtime.container;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a container is connected.
 *
 * @param mode {@code bridge}, {@code none}, {@code host}, {@code container:ID}, or {@link
 *     #UNCONNECTED}
 * @param endpoints the networks it joins when {@code mode} is {@code bridge}
 * @param ports published ports
 * @param exposed {@code 80/tcp}: ports that are listed beside the image's own
 * @param extraHosts lines of /etc/hosts as {@code name=address}; the address may be {@code
 *     host-gateway}
 * @param dns name servers in place of the host's
 * @param dnsSearch search domains in place of the host's
 * @param dnsOptions resolver options in place of the host's
 * @param links names for this container alone: {@code CONTAINER[:ALIAS]}
 */
public record NetworkSpec(
    String mode,
    List<EndpointSpec> endpoints,
    List<PortBinding> ports,
    List<String> exposed,
    List<String> extraHosts,
    List<String> dns,
    List<String> dnsSearch,
    List<String> dnsOptions,
    List<String> links) {
  /** The mode of a container that has left all its networks: it may join others. */
  public static final String UNCONNECTED = "unconnected";

  public NetworkSpec {
    endpoints = List.copyOf(endpoints);
    ports = List.copyOf(ports);
    exposed = List.copyOf(exposed);
    extraHosts = List.copyOf(extraHosts);
    dns = List.copyOf(dns);
    dnsSearch = List.copyOf(dnsSearch);
    dnsOptions = List.copyOf(dnsOptions);
    links = List.copyOf(links);
  }

  /** Without links. */
  public NetworkSpec(
      String mode,
      List<EndpointSpec> endpoints,
      List<PortBinding> ports,
      List<String> exposed,
      List<String> extraHosts,
      List<String> dns,
      List<String> dnsSearch,
      List<String> dnsOptions) {
    this(mode, endpoints, ports, exposed, extraHosts, dns, dnsSearch, dnsOptions, List.of());
  }

  /** The same names, connected otherwise. */
  public NetworkSpec connected(
      String otherMode, List<EndpointSpec> otherEndpoints, List<PortBinding> otherPorts) {
    return new NetworkSpec(
        otherMode,
        otherEndpoints,
        otherPorts,
        exposed,
        extraHosts,
        dns,
        dnsSearch,
        dnsOptions,
        links);
  }

  /** What docker calls the mode: the first network's name, or what takes the place of networks. */
  public String dockerMode() {
    return endpoints.isEmpty()
        ? mode.equals(UNCONNECTED) ? "bridge" : mode
        : endpoints.getFirst().network();
  }

  /** The names of its networks as lists show them; none if it shares another container's. */
  public List<String> networks() {
    if (!endpoints.isEmpty()) {
      return endpoints.stream().map(EndpointSpec::network).toList();
    }
    boolean none = mode.startsWith("container:") || mode.equals(UNCONNECTED);
    return none ? List.of() : List.of(mode);
  }

  /** Only a loopback interface. */
  public static NetworkSpec none() {
    return new NetworkSpec(
        "none", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /**
   * One network joined.
   *
   * @param network the network's full name ({@code project_default})
   * @param aliases names it answers to on that network, beside the container's own
   * @param ipv4 fixed address, or null
   * @param ipv6 fixed address, or null
   * @param linkLocal further addresses that only its neighbours reach
   * @param mac fixed MAC address, or null
   * @param interfaceName the link's name in the container, or null
   * @param gatewayPriority the highest gives the default route
   * @param options {@code driver_opts}
   */
  public record EndpointSpec(
      String network,
      List<String> aliases,
      @Nullable String ipv4,
      @Nullable String ipv6,
      List<String> linkLocal,
      @Nullable String mac,
      @Nullable String interfaceName,
      int gatewayPriority,
      Map<String, String> options) {
    public EndpointSpec {
      aliases = List.copyOf(aliases);
      linkLocal = List.copyOf(linkLocal);
      options = Map.copyOf(options);
    }

    /** One with nothing special. */
    public static EndpointSpec on(String network, String... aliases) {
      return new EndpointSpec(
          network, List.of(aliases), null, null, List.of(), null, null, 0, Map.of());
    }

    /** The same for a second container: no names and addresses of its own. */
    public EndpointSpec anonymous() {
      return new EndpointSpec(
          network, List.of(), null, null, List.of(), null, interfaceName, gatewayPriority, options);
    }

    /** The same with other names. */
    public EndpointSpec withAliases(List<String> other) {
      return new EndpointSpec(
          network, other, ipv4, ipv6, linkLocal, mac, interfaceName, gatewayPriority, options);
    }
  }

  /**
   * A published port, one host port to one container port; ranges are expanded before.
   *
   * @param hostIp null for all addresses
   * @param hostPort 0 for any free port
   * @param hostPortEnd end of a range to choose from; equal to {@code hostPort} for one port
   * @param containerPort 1…65535
   * @param protocol {@code tcp}, {@code udp} or {@code sctp}
   */
  public record PortBinding(
      @Nullable String hostIp, int hostPort, int hostPortEnd, int containerPort, String protocol) {}
}
