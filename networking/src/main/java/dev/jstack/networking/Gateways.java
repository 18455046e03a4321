package dev.jstack.networking;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of a container's networks leads outside: highest priority, then name; never an
 * internal one.
 */
final class Gateways {
  private Gateways() {}

  /** The attachment with the way out; {@code networks}: id → network. */
  static Optional<Attachment> attachment(List<Attachment> all, Map<String, Network> networks) {
    return all.stream()
        .filter(attachment -> leadsOut(networks.get(attachment.networkId())))
        .min(
            Comparator.comparingInt(Attachment::gatewayPriority)
                .reversed()
                .thenComparing(Attachment::network));
  }

  /** That network's gateways, IPv4 first. */
  static List<InetAddress> addresses(List<Attachment> all, Map<String, Network> networks) {
    var addresses = new ArrayList<InetAddress>();
    attachment(all, networks)
        .map(attachment -> networks.get(attachment.networkId()))
        .ifPresent(network -> network.subnets().forEach(range -> addresses.add(range.gateway())));
    return addresses;
  }

  private static boolean leadsOut(@Nullable Network network) {
    return network != null && !network.internal();
  }
}
