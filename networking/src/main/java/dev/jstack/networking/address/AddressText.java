package dev.jstack.networking.address;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.StringJoiner;

/** Writes addresses as people do: IPv6 with its longest run of zeros left out (RFC 5952). */
public final class AddressText {
  private static final int GROUPS = 8;

  private AddressText() {}

  public static String of(InetAddress address) {
    var bytes = address.getAddress();
    return bytes.length == 4 ? address.getHostAddress() : ipv6(ByteBuffer.wrap(bytes));
  }

  private static String ipv6(ByteBuffer bytes) {
    int start = 0;
    int length = 1; // a single zero is written
    for (int i = 0; i < GROUPS; i++) {
      int zeros = zeros(bytes, i);
      if (zeros > length) {
        start = i;
        length = zeros;
      }
    }
    return length == 1
        ? groups(bytes, 0, GROUPS)
        : groups(bytes, 0, start) + "::" + groups(bytes, start + length, GROUPS);
  }

  private static int zeros(ByteBuffer bytes, int from) {
    int i = from;
    while (i < GROUPS && bytes.getShort(2 * i) == 0) {
      i++;
    }
    return i - from;
  }

  private static String groups(ByteBuffer bytes, int from, int to) {
    var text = new StringJoiner(":");
    for (int i = from; i < to; i++) {
      text.add(Integer.toHexString(Short.toUnsignedInt(bytes.getShort(2 * i))));
    }
    return text.toString();
  }
}
