package dev.jstack.networking;

import dev.jstack.runtime.JstackException;
import java.util.Locale;

/** How a network's containers and the world outside reach each other. */
enum GatewayMode {
  /** Hidden behind the host's addresses; only published ports lead inside. */
  NAT,
  /** Likewise, but who routes to a container's address reaches all its ports. */
  NAT_UNPROTECTED,
  /** Under their own addresses; published ports are the open ones. */
  ROUTED,
  /** Not at all, not even the host. */
  ISOLATED;

  /** Reads {@code nat-unprotected}. */
  static GatewayMode parse(String option, String text) {
    for (var mode : values()) {
      if (mode.toString().equals(text)) {
        return mode;
      }
    }
    throw new JstackException(
        "invalid " + option + " \"" + text + "\": expected nat, nat-unprotected, routed, isolated");
  }

  boolean translates() {
    return this == NAT || this == NAT_UNPROTECTED;
  }

  /** Whether it can be had without packet rules. */
  boolean proxied() {
    return this == NAT || this == ISOLATED;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
