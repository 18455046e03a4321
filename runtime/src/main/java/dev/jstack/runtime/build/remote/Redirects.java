package dev.jstack.runtime.build.remote;

import dev.jstack.runtime.JstackException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Where a server may send us: to other web addresses, but not from https to http, and not from
 * outside to this machine or to its neighbours on the link, where clouds keep their metadata.
 */
final class Redirects {
  private Redirects() {}

  static URI follow(URI from, String location) {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new JstackException("redirect to \"" + location + "\": malformed address", e);
    }
    var scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure = "https".equalsIgnoreCase(from.getScheme());
    boolean allowed = scheme.equals("https") || (scheme.equals("http") && !secure);
    if (to.getHost() == null || !allowed) {
      throw refused(from, to);
    }
    if (isNear(to) && !isNear(from)) {
      throw refused(from, to);
    }
    if (isLinkLocal(to) && !from.getHost().equalsIgnoreCase(to.getHost())) {
      throw refused(from, to);
    }
    return to;
  }

  private static JstackException refused(URI from, URI to) {
    return new JstackException("redirect from " + from + " to " + to + " is not followed");
  }

  private static boolean isLinkLocal(URI address) {
    return Arrays.stream(addresses(address)).anyMatch(InetAddress::isLinkLocalAddress);
  }

  private static boolean isNear(URI address) {
    return Arrays.stream(addresses(address))
        .anyMatch(each ->
            each.isLoopbackAddress() || each.isLinkLocalAddress() || each.isAnyLocalAddress());
  }

  private static InetAddress[] addresses(URI address) {
    try {
      return InetAddress.getAllByName(address.getHost());
    } catch (UnknownHostException e) {
      return new InetAddress[0];
    }
  }
}
