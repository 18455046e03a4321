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

  /** What a new network must keep off. */
  public static List<Subnet> inUse(Collection<Subnet> routes, Collection<String> nameServers) {
    var used = new ArrayList<Subnet>();
    routes.stream().filter(route -> route.prefix() >= WIDEST).forEach(used::add);
    for (var server : nameServers) {
      int zone = server.indexOf('%');
      used.add(Subnet.parse(zone < 0 ? server : server.substring(0, zone)));
    }
    return used;
  }
}
