package dev.jstack.runtime.registry;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which hosts are asked directly, as Go's programs understand {@code NO_PROXY}. */
final class NoProxy {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

  private NoProxy() {}

  /** This machine always; else names with their subdomains, addresses, networks, {@code *}. */
  static boolean covers(String list, URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    if (Endpoint.isLoopback(host)) {
      return true;
    }
    for (String entry : list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      if (!entry.isEmpty() && covers(entry, host, uri.getPort())) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.contains("/")) {
      return inNetwork(entry, host);
    }
    int colon = entry.indexOf(':') == entry.lastIndexOf(':') ? entry.indexOf(':') : -1;
    String name = colon < 0 ? entry : entry.substring(0, colon);
    if (colon >= 0 && !entry.substring(colon + 1).equals(String.valueOf(port))) {
      return false;
    }
    String domain = name.startsWith("*.") ? name.substring(1) : name;
    return domain.startsWith(".")
        ? host.endsWith(domain)
        : host.equals(domain) || host.endsWith("." + domain);
  }

  /** Names are not looked up. */
  private static boolean inNetwork(String network, String host) {
    int slash = network.indexOf('/');
    if (!ADDRESS.matcher(host).matches()
        || !network.substring(slash + 1).matches("\\d{1,3}")
        || !ADDRESS.matcher(network.substring(0, slash)).matches()) {
      return false;
    }
    try {
      byte[] one = InetAddress.getByName(host).getAddress();
      byte[] other = InetAddress.getByName(network.substring(0, slash)).getAddress();
      int shift = one.length * 8 - Integer.parseInt(network.substring(slash + 1));
      return one.length == other.length
          && shift >= 0
          && new BigInteger(1, one)
              .shiftRight(shift)
              .equals(new BigInteger(1, other).shiftRight(shift));
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
