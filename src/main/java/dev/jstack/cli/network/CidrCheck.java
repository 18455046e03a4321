package dev.jstack.cli.network;

import dev.jstack.networking.address.Subnet;
import dev.jstack.runtime.JstackException;

/** Whether a range of addresses is written as it is, {@code 10.1.2.0/24} and not 10.1.2.3/24. */
final class CidrCheck {
  private CidrCheck() {}

  /** Fails in docker's words. */
  static void exact(String what, String text) {
    String start = "invalid " + what + " " + text + ": ";
    Subnet subnet;
    try {
      subnet = Subnet.parse(text);
    } catch (JstackException e) {
      throw new JstackException(start + "invalid CIDR block notation", e);
    }
    if (text.indexOf('/') < 0) {
      throw new JstackException(start + "invalid CIDR block notation");
    }
    if (!new Subnet(
            Subnet.literal(text.substring(0, text.indexOf('/'))), subnet.isIpv4() ? 32 : 128)
        .address()
        .equals(subnet.address())) {
      throw new JstackException(start + "it should be " + subnet);
    }
  }
}
