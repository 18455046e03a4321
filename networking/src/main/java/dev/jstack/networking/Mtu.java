package dev.jstack.networking;

import dev.jstack.networking.netlink.Link;
import dev.jstack.networking.netlink.Rtnetlink;
import dev.jstack.runtime.JstackException;
import java.util.stream.Collectors;

/** Decides the MTU of a network. */
final class Mtu {
  private static final String OPTION = "com.docker.network.driver.mtu";
  private static final int ETHERNET = 1500;
  private static final int SMALLEST = 68;
  private static final int LARGEST = 65535;

  private Mtu() {}

  /** What the user asks for, else that of the way out: a packet too big for it would be lost. */
  static int of(NetworkDefinition definition, Rtnetlink host) {
    var option = definition.options().get(OPTION);
    return option == null ? wayOut(host) : parse(option);
  }

  private static int parse(String text) {
    try {
      int mtu = Integer.parseInt(text);
      if (mtu >= SMALLEST && mtu <= LARGEST) {
        return mtu;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new JstackException("invalid " + OPTION + " \"" + text + "\": expected 68 to 65535");
  }

  private static int wayOut(Rtnetlink host) {
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
