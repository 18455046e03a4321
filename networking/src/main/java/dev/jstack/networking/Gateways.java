package dev.jstack.networking;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which of a container's networks leads outside, for each family by itself: highest
 * priority, then one that leads outside in both families, then by name; never an internal one.
 */
final class Gateways {
  private Gateways() {}

  /** The attachment with the way out; {@code networks}: id → network. */
  static Optional<Attachment> attachment(
      List<Attachment> all, Map<String, Network> networks, boolean ipv4) {
    return all.stream()
        .filter(attachment -> leadsOut(attachment, networks, ipv4))
        .min(
            Comparator.comparingInt(Attachment::gatewayPriority)
                .reversed()
                .thenComparing(attachment -> !leadsOut(attachment, networks, !ipv4))
                .thenComparing(Attachment::network));
  }

  /** Those that may lead outside first. */
  static List<Attachment> ordered(List<Attachment> all, Map<String, Network> networks) {
    return all.stream()
        .sorted(
            Comparator.comparingInt(Attachment::gatewayPriority)
                .reversed()
                .thenComparing(
                    end -> !leadsOut(end, networks, true) && !leadsOut(end, networks, false))
                .thenComparing(Attachment::network))
        .toList();
  }

  /** The gateway of each family that has one, IPv4 first. */
  static List<InetAddress> addresses(List<Attachment> all, Map<String, Network> networks) {
    var addresses = new ArrayList<InetAddress>();
    for (boolean ipv4 : new boolean[] {true, false}) {
      attachment(all, networks, ipv4)
          .flatMap(end -> gateway(end, networks, ipv4))
          .ifPresent(addresses::add);
    }
    return addresses;
  }

  /** That of the subnet which the container's address belongs to. */
  private static Optional<InetAddress> gateway(
      Attachment end, Map<String, Network> networks, boolean ipv4) {
    var network = networks.get(end.networkId());
    return network == null
        ? Optional.empty()
        : end.address(ipv4).map(address -> network.range(address).gateway());
  }

  private static boolean leadsOut(Attachment end, Map<String, Network> networks, boolean ipv4) {
    var network = networks.get(end.networkId());
    return network != null && !network.internal() && end.address(ipv4).isPresent();
  }
}
