package dev.jstack.networking;

import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.netlink.Conntrack;
import dev.jstack.networking.port.PortRequest;
import dev.jstack.networking.port.Protocol;
import dev.jstack.runtime.linux.NetworkNamespaces;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the kernel remembers of conversations with containers, and must forget. */
final class Flows {
  private final boolean tracked;
  private final NetworkNamespaces namespaces;

  /** Only where there are rules is anything remembered. */
  Flows(Equipment equipment) {
    this.tracked = equipment.firewall().forwards();
    this.namespaces = equipment.namespaces();
  }

  private void forget(Predicate<Conntrack.Flow> which) {
    namespaces.atHome(() -> {
      Conntrack.forget(which);
      return which;
    });
  }

  /** Datagrams to these ports go where they lead now, not where they led (or did not) before. */
  void restart(Collection<PortRequest> ports) {
    Set<Integer> datagrams =
        ports.stream()
            .filter(port -> port.protocol() == Protocol.UDP)
            .map(PortRequest::hostPort)
            .collect(Collectors.toSet());
    if (tracked && !datagrams.isEmpty()) {
      forget(flow -> flow.protocol() == Protocol.UDP.number() && datagrams.contains(flow.port()));
    }
  }

  /** These subnets are nobody's any more. */
  void endAll(Collection<Subnet> subnets) {
    if (tracked && !subnets.isEmpty()) {
      forget(flow ->
          subnets.stream()
              .anyMatch(gone -> gone.contains(flow.client()) || gone.contains(flow.server())));
    }
  }

  /** Nobody is at these addresses any more. */
  void end(Collection<InetAddress> addresses) {
    var gone = Set.copyOf(addresses);
    if (tracked && !gone.isEmpty()) {
      forget(flow -> gone.contains(flow.client()) || gone.contains(flow.server()));
    }
  }
}
