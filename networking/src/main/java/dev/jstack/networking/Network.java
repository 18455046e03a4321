package dev.jstack.networking;

import dev.jstack.networking.address.Subnet;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A network that exists: a bridge of the host with its subnets.
 *
 * @param id 64 hex digits
 * @param bridge the bridge's name among the host's links
 * @param subnets the IPv4 subnet first
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

  /** Whether its containers may talk to each other ({@code enable_icc}). */
  boolean containersMeet() {
    return option("com.docker.network.bridge.enable_icc");
  }

  /** Whether containers go out under the host's address ({@code enable_ip_masquerade}). */
  boolean masquerades() {
    return option("com.docker.network.bridge.enable_ip_masquerade");
  }

  /** Where ports are published that name no address ({@code host_binding_ipv4}). */
  Optional<InetAddress> publishAddress() {
    return Optional.ofNullable(
            definition.options().get("com.docker.network.bridge.host_binding_ipv4"))
        .map(Subnet::literal)
        .filter(address -> !address.isAnyLocalAddress());
  }

  private boolean option(String name) {
    return Boolean.parseBoolean(definition.options().getOrDefault(name, "true"));
  }

  /** The network's name. */
  @Override
  public String toString() {
    return name();
  }
}
