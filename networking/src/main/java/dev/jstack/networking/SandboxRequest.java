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
 * @param ports to publish; refused where no endpoint has a way out
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
