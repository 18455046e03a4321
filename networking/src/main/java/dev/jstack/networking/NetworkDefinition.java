package dev.jstack.networking;

import java.util.List;
import java.util.Map;

/**
 * A network as its user asks for it.
 *
 * @param name unique among the engine's networks: {@code project_default}
 * @param internal no way out and no published ports
 * @param ipv6 containers get an IPv6 address, too
 * @param subnets empty to have one chosen
 * @param options {@code driver_opts}: {@code com.docker.network.bridge.name}, {@code
 *     com.docker.network.driver.mtu}, {@code com.docker.network.bridge.enable_icc}, {@code
 *     com.docker.network.bridge.enable_ip_masquerade}, {@code
 *     com.docker.network.bridge.host_binding_ipv4}; others are kept and ignored
 */
public record NetworkDefinition(
    String name,
    Map<String, String> labels,
    boolean internal,
    boolean ipv6,
    List<SubnetRequest> subnets,
    Map<String, String> options) {
  public NetworkDefinition {
    labels = Map.copyOf(labels);
    subnets = List.copyOf(subnets);
    options = Map.copyOf(options);
  }

  /** A plain bridge network. */
  public static NetworkDefinition named(String name) {
    return new NetworkDefinition(name, Map.of(), false, false, List.of(), Map.of());
  }
}
