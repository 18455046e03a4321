package dev.jstack.networking.firewall;

import dev.jstack.networking.port.Protocol;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rules know of: they themselves never change, only the elements of their sets and maps
 * do.
 */
public sealed interface Element {
  /** A network's bridge. */
  record Bridge(String link, boolean internal) implements Element {}

  /** A container's address; {@code masquerade} hides it behind the host's on its way out. */
  record Container(InetAddress address, boolean masquerade) implements Element {}

  /** A port of the host (the wildcard address means all) that leads to one of a container. */
  record Port(
      InetAddress hostIp, int hostPort, Protocol protocol, InetAddress target, int targetPort)
      implements Element {}

  /** Its entries in the table's sets and maps. */
  default List<SetEntry> entries() {
    return switch (this) {
      case Bridge bridge -> bridge(bridge);
      case Container container -> container(container);
      case Port port -> List.of(port(port));
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

  private static List<SetEntry> container(Container container) {
    var address = container.address();
    var entries = new ArrayList<SetEntry>();
    entries.add(SetEntry.member("ctr" + family(address), address));
    if (container.masquerade()) {
      entries.add(SetEntry.member("masq" + family(address), address));
    }
    return entries;
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
