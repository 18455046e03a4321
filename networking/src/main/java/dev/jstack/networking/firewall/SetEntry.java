package dev.jstack.networking.firewall;

import dev.jstack.networking.port.Protocol;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

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

  /** As nf_tables stores it: each part padded to 4 bytes. */
  byte[] keyBytes() {
    return bytes(key);
  }

  byte[] dataBytes() {
    return bytes(data);
  }

  private static byte[] bytes(List<Object> parts) {
    var out = ByteBuffer.allocate(64);
    for (var part : parts) {
      out.put(
          switch (part) {
            case InetAddress address -> address.getAddress();
            case String link -> Expression.link(link);
            case Protocol protocol -> Expression.bytes(protocol.number(), 0, 0, 0);
            case Integer port -> Expression.bytes(port >> 8, port, 0, 0);
            default -> throw new IllegalArgumentException("not part of a set: " + part);
          });
    }
    return Arrays.copyOf(out.array(), out.position());
  }
}
