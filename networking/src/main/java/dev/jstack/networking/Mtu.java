package dev.jstack.networking;

import dev.jstack.networking.netlink.Link;
import dev.jstack.networking.netlink.Rtnetlink;
import java.util.stream.Collectors;

/** Decides the MTU of a network. */
final class Mtu {
  private static final int ETHERNET = 1500;

  private Mtu() {}

  /** What the user asks for, else that of the way out: a packet too big for it would be lost. */
  static int of(NetworkOptions options, Rtnetlink host) {
    return options.mtu().orElseGet(() -> wayOut(options, host));
  }

  private static int wayOut(NetworkOptions options, Rtnetlink host) {
    var parent = options.parent().flatMap(host::link);
    if (parent.isPresent()) {
      return parent.get().mtu();
    }
    var devices =
        host.routes().stream()
            .filter(route -> route.destination().prefix() == 0 && route.destination().isIpv4())
            .map(route -> route.device())
            .collect(Collectors.toSet());
    return host.links().stream()
        .filter(link -> devices.contains(link.index()))
        .mapToInt(Link::mtu)
        .min()
        .orElse(ETHERNET);
  }
}
