package dev.jstack.networking;

import dev.jstack.networking.address.MacAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container's end on one network, as it came out.
 *
 * @param networkId the network's id
 * @param network the network's name
 * @param interfaceName the link in the container
 * @param hostInterface its other end, a port of the bridge; empty for a driver without one
 * @param addresses the IPv4 address first
 * @param linkLocal further addresses that only its neighbours reach
 * @param names what it answers to on that network
 * @param options {@code driver_opts}
 */
public record Attachment(
    String networkId,
    String network,
    String interfaceName,
    String hostInterface,
    MacAddress mac,
    List<InetAddress> addresses,
    List<InetAddress> linkLocal,
    List<String> names,
    int gatewayPriority,
    Map<String, String> options) {
  public Attachment {
    addresses = List.copyOf(addresses);
    linkLocal = List.copyOf(linkLocal);
    names = List.copyOf(names);
    options = Map.copyOf(options);
  }

  /** The same for a container with another name. */
  Attachment renamed(String from, String to) {
    return new Attachment(
        networkId,
        network,
        interfaceName,
        hostInterface,
        mac,
        addresses,
        linkLocal,
        names.stream().map(name -> name.equals(from) ? to : name).distinct().toList(),
        gatewayPriority,
        options);
  }

  /** The IPv4 address, or the only one. */
  public InetAddress address() {
    return addresses.getFirst();
  }

  /** The address of a family. */
  public Optional<InetAddress> address(boolean ipv4) {
    return addresses.stream()
        .filter(address -> address.getAddress().length == (ipv4 ? 4 : 16))
        .findFirst();
  }

  /** Whether it has an end on the host. */
  boolean isBridged() {
    return !hostInterface.isEmpty();
  }
}
