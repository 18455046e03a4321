package dev.jstack.networking;

import dev.jstack.networking.address.MacAddress;
import dev.jstack.networking.netlink.Addresses;
import dev.jstack.networking.netlink.Link;
import dev.jstack.networking.netlink.Links;
import dev.jstack.networking.netlink.Request;
import dev.jstack.networking.netlink.Rtnetlink;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.NetworkNamespaces;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The networks' bridges among the host's links. */
final class Bridges {
  private final NetworkNamespaces namespaces;
  private final Rtnetlink host;
  private final LinkNames names;
  private final Demolition demolition;
  private final boolean forwarding;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Integer> indexes = new ConcurrentHashMap<>();

  /** {@code forwarding}: whether there are packet rules that keep networks apart. */
  Bridges(
      Rtnetlink host,
      LinkNames names,
      Demolition demolition,
      boolean forwarding,
      NetworkNamespaces namespaces) {
    this.namespaces = namespaces;
    this.host = host;
    this.names = names;
    this.demolition = demolition;
    this.forwarding = forwarding;
  }

  /** Makes the bridge, or takes the one of that name that the user made. */
  void create(Network network) {
    if (!network.bridged()) {
      return;
    }
    var bridge = network.bridge();
    var bytes = new byte[6];
    random.nextBytes(bytes);
    var request = Links.bridge(bridge, MacAddress.local(bytes), network.mtu(), names.group());
    host.run(request.unless(Errno.EEXIST));
    if (isOurs(bridge)) {
      host.run(Links.alias(bridge, names.runDirectory())); // tells network gc whose it is
    }
    try {
      namespaces.atHome(() -> {
        configure(network);
        return network;
      });
      host.run(addresses(network, find(bridge).index()));
    } catch (RuntimeException e) {
      delete(List.of(network));
      throw e;
    }
  }

  /** The bridge's index among the host's links. */
  int index(Network network) {
    return indexes.computeIfAbsent(network.bridge(), bridge -> find(bridge).index());
  }

  /** Makes the bridges that a reboot took away. */
  void restore(Collection<Network> networks) {
    var present = host.links().stream().map(Link::name).toList();
    networks.stream()
        .filter(n -> n.bridged() && !present.contains(n.bridge()))
        .forEach(this::create);
  }

  /** Deletes bridges; one that the user made stays. */
  void delete(Collection<Network> networks) {
    var doomed = new ArrayList<String>();
    for (var network : networks) {
      indexes.remove(network.bridge());
      if (network.bridged() && isOurs(network.bridge())) {
        doomed.add(network.bridge());
      }
    }
    demolition.delete(doomed);
  }

  private boolean isOurs(String bridge) {
    return host.link(bridge).filter(link -> link.group() == names.group()).isPresent();
  }

  /** Deletes what a dead engine left: links of ours that are not among those to keep. */
  void sweep(Collection<String> kept) {
    var stale =
        host.links().stream()
            .filter(link -> names.isOurs(link) && !kept.contains(link.name()))
            .map(Link::name)
            .toList();
    demolition.delete(stale);
  }

  private Link find(String bridge) {
    return host.link(bridge).orElseThrow(() -> new JstackException("no bridge " + bridge));
  }

  private static List<Request> addresses(Network network, int index) {
    return network.subnets().stream()
        .filter(range -> network.hasHost(range.subnet()))
        .map(range ->
            Addresses.add(
                    index, range.gateway(), range.subnet().prefix(), range.subnet().broadcast())
                .unless(Errno.EEXIST))
        .toList();
  }

  private void configure(Network network) {
    var ipv4 = "ipv4/conf/" + network.bridge() + "/";
    var ipv6 = "ipv6/conf/" + network.bridge() + "/";
    if (forwarding) {
      Sysctl.write(ipv4 + "route_localnet", "1");
    } else {
      Sysctl.write(ipv4 + "forwarding", "0");
    }
    if (Sysctl.ipv6()) {
      boolean onlyIpv4 = network.subnets().stream().allMatch(range -> range.subnet().isIpv4());
      Sysctl.write(ipv6 + "disable_ipv6", onlyIpv4 ? "1" : "0");
      if (!onlyIpv4) {
        Sysctl.write(ipv6 + "accept_ra", "0");
        Sysctl.write(ipv6 + "accept_dad", "0"); // else nothing is passed on for a second
      }
    }
  }
}
