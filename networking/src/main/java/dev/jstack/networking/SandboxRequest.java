package dev.jstack.networking;

import dev.jstack.networking.port.PortRequest;
import dev.jstack.runtime.linux.Fd;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param namespace an empty network namespace to be used, or null for a new one; taken over
 */
public record SandboxRequest(
    String containerId,
    String name,
    String hostname,
    List<EndpointRequest> endpoints,
    List<PortRequest> ports,
    List<String> extraHosts,
    ResolverSettings resolver,
    @Nullable Fd namespace) {
  public SandboxRequest {
    endpoints = List.copyOf(endpoints);
    ports = List.copyOf(ports);
    extraHosts = List.copyOf(extraHosts);
  }

  /** In a new namespace. */
  public SandboxRequest(
      String containerId,
      String name,
      String hostname,
      List<EndpointRequest> endpoints,
      List<PortRequest> ports,
      List<String> extraHosts,
      ResolverSettings resolver) {
    this(containerId, name, hostname, endpoints, ports, extraHosts, resolver, null);
  }
}
