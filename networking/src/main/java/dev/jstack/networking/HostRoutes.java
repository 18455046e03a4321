package dev.jstack.networking;

import dev.jstack.networking.address.Taken;
import dev.jstack.networking.netlink.Link;
import dev.jstack.networking.netlink.Route;
import dev.jstack.networking.netlink.Rtnetlink;
import java.util.List;
import java.util.stream.Collectors;

/** The host's routes of all tables, in words. */
final class HostRoutes {
  private static final int MAIN = 254;
  private static final int LOCAL = 255;

  private HostRoutes() {}

  /** All but those over {@code except}, a link that is to be the network's own. */
  static List<Taken> taken(Rtnetlink host, String except) {
    var names = host.links().stream().collect(Collectors.toMap(Link::index, Link::name));
    return host.routes().stream()
        .filter(route -> !names.getOrDefault(route.device(), "").equals(except))
        .map(route -> taken(route, names.getOrDefault(route.device(), "")))
        .toList();
  }

  private static Taken taken(Route route, String device) {
    var text = "route " + route.destination();
    text += device.isEmpty() ? "" : " on " + device;
    text += route.table() == MAIN || route.table() == LOCAL ? "" : " of table " + route.table();
    return new Taken(route.destination(), text, !route.indirect());
  }
}
