package dev.jstack.networking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container's end on one network, as its user asks for it.
 *
 * @param network the network's name or id
 * @param aliases names on that network beside the container's own (service name, user's aliases)
 * @param ipv4 fixed address, or null
 * @param ipv6 fixed address, or null
 * @param mac fixed MAC address, or null
 * @param interfaceName the link's name in the container, or null for {@code eth<n>}
 * @param gatewayPriority the highest gives the default route
 */
public record EndpointRequest(
    String network,
    List<String> aliases,
    @Nullable String ipv4,
    @Nullable String ipv6,
    @Nullable String mac,
    @Nullable String interfaceName,
    int gatewayPriority) {
  public EndpointRequest {
    aliases = List.copyOf(aliases);
  }

  /** An endpoint with nothing special. */
  public static EndpointRequest on(String network, String... aliases) {
    return new EndpointRequest(network, List.of(aliases), null, null, null, null, 0);
  }
}
