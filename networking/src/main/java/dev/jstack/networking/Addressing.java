package dev.jstack.networking;

import dev.jstack.networking.address.AddressPool;
import dev.jstack.networking.address.Subnet;
import dev.jstack.runtime.JstackException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The addresses in use on all networks. */
final class Addressing {
  /** Network id → a pool for each of its subnets. */
  private final Map<String, List<AddressPool>> pools = new HashMap<>();

  synchronized void add(Network network) {
    pools.put(
        network.id(),
        network.subnets().stream()
            .map(range -> new AddressPool(range.subnet(), range.pool(), range.reserved()))
            .toList());
  }

  synchronized void remove(Network network) {
    pools.remove(network.id());
  }

  /**
   * An address of each family that the network has, IPv4 first; those the user fixed are his. A
   * container of the same name as an earlier {@code owner} gets its addresses, if they are free.
   */
  synchronized List<InetAddress> allocate(Network network, String owner, EndpointRequest request) {
    var allocated = new ArrayList<InetAddress>();
    try {
      for (boolean ipv4 : new boolean[] {true, false}) {
        var wanted = ipv4 ? request.ipv4() : request.ipv6();
        if (network.subnets().stream().anyMatch(range -> range.subnet().isIpv4() == ipv4)) {
          allocated.add(allocate(network, owner, ipv4, wanted));
        } else if (wanted != null) {
          throw new JstackException(
              "network " + network + " has no " + (ipv4 ? "IPv4" : "IPv6") + ": " + wanted);
        }
      }
      return allocated;
    } catch (RuntimeException e) {
      release(network.id(), allocated);
      throw e;
    }
  }

  /** Marks what a running container has. */
  synchronized void adopt(String networkId, String owner, Collection<InetAddress> addresses) {
    var adopting = pools.getOrDefault(networkId, List.of());
    addresses.forEach(address -> adopting.forEach(pool -> pool.adopt(owner, address)));
  }

  synchronized void release(String networkId, Collection<InetAddress> addresses) {
    addresses.forEach(
        address -> pools.getOrDefault(networkId, List.of()).forEach(pool -> pool.release(address)));
  }

  private InetAddress allocate(
      Network network, String owner, boolean ipv4, @Nullable String wanted) {
    if (wanted != null) {
      return fixed(network, Subnet.literal(wanted));
    }
    JstackException failure = new JstackException("network " + network + " has no addresses");
    for (int i = 0; i < network.subnets().size(); i++) {
      if (network.subnets().get(i).subnet().isIpv4() == ipv4) {
        try {
          return pools(network).get(i).allocate(owner);
        } catch (JstackException e) {
          failure = e;
        }
      }
    }
    throw failure;
  }

  private InetAddress fixed(Network network, InetAddress wanted) {
    boolean ipv4 = wanted.getAddress().length == 4;
    if (network.definition().subnets().stream().noneMatch(subnet -> subnet.isFixed(ipv4))) {
      throw new JstackException(
          "user specified IP address is supported only when connecting to networks with user"
              + " configured subnets",
          "set a subnet: networks.NAME.ipam.config",
          null);
    }
    for (int i = 0; i < network.subnets().size(); i++) {
      if (network.subnets().get(i).subnet().contains(wanted)) {
        return pools(network).get(i).allocate(wanted);
      }
    }
    return pools(network).getFirst().allocate(wanted); // says that it does not belong here
  }

  private List<AddressPool> pools(Network network) {
    var found = pools.get(network.id());
    if (found == null) {
      throw new JstackException("network " + network + " is being removed");
    }
    return found;
  }
}
