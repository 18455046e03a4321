package dev.jstack.networking.firewall;

import dev.jstack.networking.port.Protocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules know of: they themselves never change, only the elements of their sets and maps
 * do.
 */
public sealed interface Element {
  /** A network's bridge. */
  record Bridge(String link, boolean internal) implements Element {}

  /** A container's address. */
  record Container(InetAddress address) implements Element {}

  /** Nobody outside may route to that address. */
  record Closed(InetAddress address) implements Element {}

  /** Who routes to that address from outside reaches all of its ports. */
  record Open(InetAddress address) implements Element {}

  /** The address is hidden behind the host's on its way out, or behind this one of the host's. */
  record Hidden(InetAddress address, @Nullable InetAddress behind) implements Element {}

  /** What comes in by that link may go to that address. */
  record Trusted(String link, InetAddress address) implements Element {}

  /** A port of the host (the wildcard address means all) that leads to one of a container. */
  record Port(
      InetAddress hostIp, int hostPort, Protocol protocol, InetAddress target, int targetPort)
      implements Element {}

  /**
   * A container's port that may be reached by routing to it, also from other networks if {@code
   * everywhere}.
   */
  record Routed(InetAddress target, int port, Protocol protocol, boolean everywhere)
      implements Element {}

  /** Its entries in the table's sets and maps. */
  default List<SetEntry> entries() {
    return switch (this) {
      case Bridge bridge -> bridge(bridge);
      case Container(var address) -> List.of(SetEntry.member("ctr" + family(address), address));
      case Closed(var address) -> List.of(SetEntry.member("closed" + family(address), address));
      case Open(var address) -> List.of(SetEntry.member("open" + family(address), address));
      case Hidden(var address, var behind) -> List.of(hidden(address, behind));
      case Trusted(var link, var address) ->
          List.of(SetEntry.member("trusted" + family(address), link, address));
      case Port port -> List.of(port(port));
      case Routed(var target, var port, var protocol, var everywhere) ->
          List.of(
              SetEntry.member(
                  (everywhere ? "routed" : "direct") + family(target), target, protocol, port));
    };
  }

  private static List<SetEntry> bridge(Bridge bridge) {
    var entries = new ArrayList<SetEntry>();
    entries.add(SetEntry.member("bridges", bridge.link()));
    entries.add(SetEntry.member("same", bridge.link(), bridge.link()));
    if (bridge.internal()) {
      entries.add(SetEntry.member("internal", bridge.link()));
    }
    return entries;
  }

  private static SetEntry hidden(InetAddress address, @Nullable InetAddress behind) {
    return behind == null
        ? SetEntry.member("masq" + family(address), address)
        : new SetEntry("snat" + family(address), List.of(address), List.of(behind));
  }

  private static SetEntry port(Port port) {
    var data = List.<Object>of(port.target(), port.targetPort());
    var map = "pub" + family(port.target());
    return port.hostIp().isAnyLocalAddress()
        ? new SetEntry(map, List.of(port.protocol(), port.hostPort()), data)
        : new SetEntry(map + "ip", List.of(port.hostIp(), port.protocol(), port.hostPort()), data);
  }

  private static char family(InetAddress address) {
    return address.getAddress().length == 4 ? '4' : '6';
  }
}
