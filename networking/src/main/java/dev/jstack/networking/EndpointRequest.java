package dev.jstack.networking;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container's end on one network, as its user asks for it.
 *
 * @param network the network's name or id
 * @param aliases names on that network beside the container's own (service name, user's aliases)
 * @param ipv4 fixed address, or null
 * @param ipv6 fixed address, or null
 * @param linkLocal further addresses that only its neighbours reach
 * @param mac fixed MAC address, or null
 * @param interfaceName the link's name in the container, or null for {@code eth<n>}
 * @param gatewayPriority the highest gives the default route
 * @param options {@code driver_opts}, see {@link EndpointOptions}
 */
public record EndpointRequest(
    String network,
    List<String> aliases,
    @Nullable String ipv4,
    @Nullable String ipv6,
    List<String> linkLocal,
    @Nullable String mac,
    @Nullable String interfaceName,
    int gatewayPriority,
    Map<String, String> options) {
  public EndpointRequest {
    aliases = List.copyOf(aliases);
    linkLocal = List.copyOf(linkLocal);
    options = Map.copyOf(options);
  }

  /** An endpoint with nothing special. */
  public static EndpointRequest on(String network, String... aliases) {
    return new EndpointRequest(
        network, List.of(aliases), null, null, List.of(), null, null, 0, Map.of());
  }

  /** The same with a fixed address of either family. */
  public EndpointRequest at(String address) {
    boolean ipv4 = address.indexOf(':') < 0;
    return new EndpointRequest(
        network,
        aliases,
        ipv4 ? address : this.ipv4,
        ipv4 ? ipv6 : address,
        linkLocal,
        mac,
        interfaceName,
        gatewayPriority,
        options);
  }

  /** The same under another name in the container. */
  public EndpointRequest as(String link) {
    return new EndpointRequest(
        network, aliases, ipv4, ipv6, linkLocal, mac, link, gatewayPriority, options);
  }

  /** The same with options. */
  public EndpointRequest withOptions(Map<String, String> other) {
    return new EndpointRequest(
        network, aliases, ipv4, ipv6, linkLocal, mac, interfaceName, gatewayPriority, other);
  }
}
