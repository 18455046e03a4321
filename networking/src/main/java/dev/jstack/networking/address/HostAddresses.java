package dev.jstack.networking.address;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Decides which parts of the address space the host uses already: its routes and its name servers.
 * Routes as wide as a VPN's "everything" (a prefix up to 7) count as default routes, not as use.
 */
public final class HostAddresses {
  private static final int WIDEST = 8;

  private HostAddresses() {}

  /** What a new network must keep off; {@code routes} of any width. */
  public static List<Taken> inUse(Collection<Taken> routes, Collection<String> nameServers) {
    var used = new ArrayList<Taken>();
    routes.stream().filter(route -> isUse(route.subnet())).forEach(used::add);
    for (var server : nameServers) {
      int zone = server.indexOf('%');
      var address = Subnet.parse(zone < 0 ? server : server.substring(0, zone));
      used.add(new Taken(address, "name server " + server + " of /etc/resolv.conf", false));
    }
    return used;
  }

  /** Whether a route to there is more than a default route. */
  public static boolean isUse(Subnet destination) {
    return destination.prefix() >= WIDEST;
  }
}
