package dev.jstack.networking;

import dev.jstack.networking.address.HostAddresses;
import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.address.Taken;
import dev.jstack.networking.netlink.FilterPolicies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What stands in networks' way on this machine, in words for people. */
final class Obstacles {
  private static final String ELSEWHERE = " leads packets to its containers elsewhere";
  private static final String NOTHING_ELSE =
      " leads there, too: this machine reaches nothing else in that subnet";

  private final Equipment equipment;

  Obstacles(Equipment equipment) {
    this.equipment = equipment;
  }

  /** What other firewalls do to packets that a network sends out. */
  List<String> firewalls() {
    return equipment.namespaces().atHome(FilterPolicies::dropping).stream()
        .map(chain ->
            chain
                + " drops what it does not know: containers may not reach the outside, nor be"
                + " reached from other machines; accept packets from and to jsk* there")
        .toList();
  }

  /** Routes that came up over networks' subnets after these were made: a VPN, mostly. */
  List<String> collisions(Collection<Network> networks) {
    var found = new ArrayList<String>();
    for (var network : networks) {
      if (network.bridged()) {
        var routes = equipment.taken(network.bridge());
        found.addAll(collisions(network, HostAddresses.inUse(routes, List.of())));
      }
    }
    return found;
  }

  /** Whoever chose a subnet within a wider route knew what they did; nobody chose the contrary. */
  static List<String> collisions(Network network, List<Taken> routes) {
    boolean chosen = network.definition().subnets().stream().anyMatch(s -> s.subnet() != null);
    var found = new ArrayList<String>();
    for (var range : network.subnets()) {
      var subnet = range.subnet();
      var over =
          routes.stream()
              .filter(route -> network.hasHost(subnet) && subnet.overlaps(route.subnet()))
              .toList();
      var within = over.stream().filter(route -> subnet.contains(route.subnet())).toList();
      var around = over.stream().filter(route -> !chosen && !within.contains(route)).toList();
      widest(within).forEach(route -> found.add(words(network, subnet, route, ELSEWHERE)));
      widest(around).forEach(route -> found.add(words(network, subnet, route, NOTHING_ELSE)));
    }
    return found;
  }

  /** Without those within others: a machine's own addresses, say. */
  private static List<Taken> widest(List<Taken> routes) {
    return routes.stream().filter(r -> routes.stream().noneMatch(o -> isWithin(r, o))).toList();
  }

  private static boolean isWithin(Taken route, Taken other) {
    return other.subnet().prefix() < route.subnet().prefix()
        && other.subnet().contains(route.subnet());
  }

  private static String words(Network network, Subnet subnet, Taken route, String effect) {
    return "network \""
        + network
        + "\" has subnet "
        + subnet
        + ", but "
        + route
        + effect
        + "; to get another subnet, remove the network and make it again (down, up)";
  }
}
