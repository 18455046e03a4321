package dev.jstack.networking;

import dev.jstack.networking.firewall.Firewall;
import java.util.Map;

/** Which networks lead outside through this machine's kernel, and what it does for that. */
final class WaysOut {
  private final Firewall firewall;
  private final IpForwarding forwarding;

  /** Id → network; kept by {@link Networks}. */
  private final Map<String, Network> networks;

  WaysOut(Firewall firewall, IpForwarding forwarding, Map<String, Network> networks) {
    this.firewall = firewall;
    this.forwarding = forwarding;
    this.networks = networks;
  }

  /** Lets the host's kernel pass packets on, in each family that a network leads outside in. */
  void open() {
    if (firewall.forwards()) {
      for (boolean ipv4 : new boolean[] {true, false}) {
        if (networks.values().stream().anyMatch(network -> network.leadsOut(ipv4))) {
          forwarding.enable(ipv4);
        }
      }
    }
  }

  /** Whether one of them does. */
  boolean any() {
    return firewall.forwards()
        && networks.values().stream()
            .anyMatch(network -> network.leadsOut(true) || network.leadsOut(false));
  }

  /** The kernel's settings are again what they were. */
  void close() {
    forwarding.restore();
  }
}
