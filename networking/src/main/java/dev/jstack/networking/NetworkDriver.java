package dev.jstack.networking;

import dev.jstack.runtime.JstackException;
import java.util.Locale;

/** How a network's containers are connected. */
public enum NetworkDriver {
  /** To a bridge of the host, which leads outside. */
  BRIDGE,
  /** Straight to the network of one of the host's links, each with a MAC address of its own. */
  MACVLAN,
  /** Likewise, with the MAC address of that link. */
  IPVLAN;

  /** Reads {@code bridge}; {@code default} and nothing at all are that, too. */
  public static NetworkDriver parse(String text) {
    if (text.isEmpty() || text.equals("default")) {
      return BRIDGE;
    }
    for (var driver : values()) {
      if (driver.toString().equals(text)) {
        return driver;
      }
    }
    throw new JstackException(
        "network driver \"" + text + "\" is not supported", "use bridge, macvlan or ipvlan", null);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
