package dev.jstack.networking;

import dev.jstack.networking.port.PortRequest;
import java.util.List;

/**
 * A container's place on its networks.
 *
 * @param containerId 64 hex digits
 * @param name the container's name, which it answers to on every network
 * @param hostname as the container sees itself, with its domain if it has one
 * @param endpoints empty for {@code network_mode: none}
 * @param ports to publish, if one of the networks has a way out (Docker ignores the others, too)
 * @param extraHosts lines of /etc/hosts as {@code name=address}; the address may be {@code
 *     host-gateway}
 */
public record SandboxRequest(
    String containerId,
    String name,
    String hostname,
    List<EndpointRequest> endpoints,
    List<PortRequest> ports,
    List<String> extraHosts,
    ResolverSettings resolver) {
  public SandboxRequest {
    endpoints = List.copyOf(endpoints);
    ports = List.copyOf(ports);
    extraHosts = List.copyOf(extraHosts);
  }
}
