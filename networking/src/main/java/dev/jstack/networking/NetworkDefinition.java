package dev.jstack.networking;

import java.util.List;
import java.util.Map;

/**
 * A network as its user asks for it.
 *
 * @param name unique among the engine's networks: {@code project_default}
 * @param internal no way out and no published ports
 * @param attachable only kept: containers can be connected to every network
 * @param ipv4 containers get an IPv4 address
 * @param ipv6 containers get an IPv6 address
 * @param subnets empty to have one chosen
 * @param options {@code driver_opts}, see {@link NetworkOptions}
 */
public record NetworkDefinition(
    String name,
    NetworkDriver driver,
    Map<String, String> labels,
    boolean internal,
    boolean attachable,
    boolean ipv4,
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
    return new NetworkDefinition(
        name, NetworkDriver.BRIDGE, Map.of(), false, false, true, false, List.of(), Map.of());
  }

  /** The same without a way out. */
  public NetworkDefinition closed() {
    return new NetworkDefinition(
        name, driver, labels, true, attachable, ipv4, ipv6, subnets, options);
  }

  /** The same with IPv6, too. */
  public NetworkDefinition withIpv6() {
    return new NetworkDefinition(
        name, driver, labels, internal, attachable, ipv4, true, subnets, options);
  }

  /** The same with other subnets. */
  public NetworkDefinition withSubnets(SubnetRequest... other) {
    return new NetworkDefinition(
        name, driver, labels, internal, attachable, ipv4, ipv6, List.of(other), options);
  }

  /** The same with other options. */
  public NetworkDefinition withOptions(Map<String, String> other) {
    return new NetworkDefinition(
        name, driver, labels, internal, attachable, ipv4, ipv6, subnets, other);
  }

  /** The same by another driver. */
  public NetworkDefinition by(NetworkDriver other) {
    return new NetworkDefinition(
        name, other, labels, internal, attachable, ipv4, ipv6, subnets, options);
  }

  /** The options, checked. */
  NetworkOptions checkedOptions() {
    return NetworkOptions.of(this);
  }
}
