package dev.jstack.networking.tap;

import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.address.Taken;
import java.util.Collection;
import java.util.stream.IntStream;

/** Decides which addresses the tap and its gateway have. */
final class TapSubnet {
  private static final int FIRST = 2;
  private static final int LAST = 254;

  private TapSubnet() {}

  /** That of every slirp, unless the host or a network has it: then the next one that is free. */
  static Subnet choose(Collection<Taken> taken) {
    return IntStream.rangeClosed(FIRST, LAST)
        .mapToObj(third -> Subnet.parse("10.0." + third + ".0/24"))
        .filter(subnet -> taken.stream().noneMatch(other -> hides(other.subnet(), subnet)))
        .findFirst()
        .orElseGet(() -> Subnet.parse("10.0." + FIRST + ".0/24"));
  }

  /** Default routes, and those as wide as a whole private range, leave room. */
  private static boolean hides(Subnet other, Subnet subnet) {
    return other.prefix() > 8 && other.overlaps(subnet);
  }
}
