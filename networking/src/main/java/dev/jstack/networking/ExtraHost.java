package dev.jstack.networking;

import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.address.Subnet;
import dev.jstack.runtime.JstackException;
import java.net.InetAddress;
import java.util.Optional;

/** A line of /etc/hosts that the user wants. */
record ExtraHost(String name, String value) {
  private static final String GATEWAY = "host-gateway";

  /** Reads {@code name=address} or {@code name:address}. */
  static ExtraHost parse(String text) {
    int equals = text.indexOf('=');
    int separator = equals < 0 ? text.indexOf(':') : equals;
    if (separator <= 0) {
      throw new JstackException(
          "bad format for extra host \"" + text + "\": expected name=address");
    }
    return new ExtraHost(text.substring(0, separator), text.substring(separator + 1));
  }

  /** {@code host-gateway} is the host as the container sees it. */
  String address(Optional<InetAddress> gateway) {
    if (value.equals(GATEWAY)) {
      return gateway
          .map(AddressText::of)
          .orElseThrow(
              () -> new JstackException("host-gateway of \"" + name + "\": no way to the host"));
    }
    boolean bracketed = value.startsWith("[") && value.endsWith("]");
    var literal = bracketed ? value.substring(1, value.length() - 1) : value;
    return AddressText.of(Subnet.literal(literal));
  }
}
