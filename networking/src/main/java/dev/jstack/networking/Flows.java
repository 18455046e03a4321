package dev.jstack.networking;

import dev.jstack.networking.netlink.Conntrack;
import dev.jstack.networking.port.PortRequest;
import dev.jstack.networking.port.Protocol;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** What the kernel remembers of conversations with containers, and must forget. */
final class Flows {
  private final boolean tracked;

  /** {@code tracked}: whether there are rules, and with them anything to remember. */
  Flows(boolean tracked) {
    this.tracked = tracked;
  }

  /** Datagrams to these ports go where they lead now, not where they led (or did not) before. */
  void restart(Collection<PortRequest> ports) {
    Set<Integer> datagrams =
        ports.stream()
            .filter(port -> port.protocol() == Protocol.UDP)
            .map(PortRequest::hostPort)
            .collect(Collectors.toSet());
    if (tracked && !datagrams.isEmpty()) {
      Conntrack.forget(
          flow -> flow.protocol() == Protocol.UDP.number() && datagrams.contains(flow.port()));
    }
  }

  /** Nobody is at these addresses any more. */
  void end(Collection<InetAddress> addresses) {
    var gone = Set.copyOf(addresses);
    if (tracked && !gone.isEmpty()) {
      Conntrack.forget(flow -> gone.contains(flow.client()) || gone.contains(flow.server()));
    }
  }
}
