package dev.jstack.networking.firewall;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An element of a set, or with {@code data} of a map. Its parts are link names, addresses,
 * protocols and ports; no text of a user ever gets here.
 */
record SetEntry(String set, List<Object> key, List<Object> data) {
  SetEntry {
    key = List.copyOf(key);
    data = List.copyOf(data);
  }

  static SetEntry member(String set, Object... key) {
    return new SetEntry(set, List.of(key), List.of());
  }

  /** As nft(8) writes it: {@code tcp . 8080 : 10.64.0.2 . 80}. */
  String text() {
    return text(key) + (data.isEmpty() ? "" : " : " + text(data));
  }

  /** Enough to delete it. */
  String keyText() {
    return text(key);
  }

  private static String text(List<Object> parts) {
    return parts.stream().map(SetEntry::text).collect(Collectors.joining(" . "));
  }

  private static String text(Object part) {
    return switch (part) {
      case InetAddress address -> address.getHostAddress();
      case String link -> '"' + link + '"';
      default -> part.toString();
    };
  }
}
