package dev.jstack.networking;

import dev.jstack.networking.address.MacAddress;
import java.net.InetAddress;
import java.util.List;

/**
 * A container's end on one network, as it came out.
 *
 * @param networkId the network's id
 * @param network the network's name
 * @param interfaceName the link in the container
 * @param hostInterface its other end, a port of the bridge
 * @param addresses the IPv4 address first
 * @param names what it answers to on that network
 */
public record Attachment(
    String networkId,
    String network,
    String interfaceName,
    String hostInterface,
    MacAddress mac,
    List<InetAddress> addresses,
    List<String> names,
    int gatewayPriority) {
  public Attachment {
    addresses = List.copyOf(addresses);
    names = List.copyOf(names);
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
        names.stream().map(name -> name.equals(from) ? to : name).distinct().toList(),
        gatewayPriority);
  }

  /** The IPv4 address. */
  public InetAddress address() {
    return addresses.getFirst();
  }
}
