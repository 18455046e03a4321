package dev.jstack.networking;

import dev.jstack.networking.address.Subnet;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;

/**
 * A network that exists.
 *
 * @param id 64 hex digits
 * @param bridge the bridge's name among the host's links; empty for a driver without one
 * @param subnets the IPv4 subnets first
 */
public record Network(
    String id,
    NetworkDefinition definition,
    String bridge,
    List<Range> subnets,
    int mtu,
    Instant created) {
  public Network {
    subnets = List.copyOf(subnets);
  }

  /**
   * A subnet of the network.
   *
   * @param pool the part that addresses are handed out of
   * @param reserved addresses of {@code pool} that are never handed out, the gateway among them
   */
  public record Range(Subnet subnet, InetAddress gateway, Subnet pool, List<InetAddress> reserved) {
    public Range {
      reserved = List.copyOf(reserved);
    }
  }

  public String name() {
    return definition.name();
  }

  public boolean internal() {
    return definition.internal();
  }

  /** The subnet that an address belongs to. */
  public Range range(InetAddress address) {
    return subnets.stream()
        .filter(range -> range.subnet().contains(address))
        .findFirst()
        .orElseThrow();
  }

  boolean bridged() {
    return definition.driver() == NetworkDriver.BRIDGE;
  }

  NetworkOptions options() {
    return NetworkOptions.trusted(definition);
  }

  /** Whether the host's ports can lead to its containers in this family. */
  boolean publishes(boolean ipv4) {
    return bridged() && !internal() && options().gatewayMode(ipv4).translates();
  }

  /** Whether containers find each other by name there: not on docker's default network. */
  boolean hasNames() {
    return !name().equals("bridge");
  }

  /** Whether its packets go on to other machines. */
  boolean leadsOut(boolean ipv4) {
    return bridged()
        && !internal()
        && subnets.stream().anyMatch(range -> range.subnet().isIpv4() == ipv4);
  }

  /** Whether the host has an address on its bridge. */
  boolean hasHost(Subnet subnet) {
    boolean ipv4 = subnet.isIpv4();
    boolean inhibited = ipv4 && options().inhibitsIpv4();
    return bridged() && !inhibited && options().gatewayMode(ipv4) != GatewayMode.ISOLATED;
  }

  /** The network's name. */
  @Override
  public String toString() {
    return name();
  }
}
