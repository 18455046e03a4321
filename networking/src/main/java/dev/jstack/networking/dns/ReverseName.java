package dev.jstack.networking.dns;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** The names under which addresses are looked up: {@code 5.3.64.10.in-addr.arpa}. */
final class ReverseName {
  private static final Pattern IPV4 =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.in-addr\\.arpa");
  private static final Pattern IPV6 = Pattern.compile("(?:[0-9a-f]\\.){32}ip6\\.arpa");

  private ReverseName() {}

  /** The address that such a name asks about. */
  static Optional<InetAddress> address(String name) {
    var ipv4 = IPV4.matcher(name);
    if (ipv4.matches()) {
      return literal(String.join(".", ipv4.group(4), ipv4.group(3), ipv4.group(2), ipv4.group(1)));
    }
    return IPV6.matcher(name).matches() ? literal(ipv6(name)) : Optional.empty();
  }

  private static String ipv6(String name) {
    var digits = new StringBuilder(name.substring(0, 64).replace(".", "")).reverse();
    for (int i = 28; i > 0; i -= 4) {
      digits.insert(i, ':');
    }
    return digits.toString();
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
