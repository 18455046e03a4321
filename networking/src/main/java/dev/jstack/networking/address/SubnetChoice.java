package dev.jstack.networking.address;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds a free subnet for a network. The same name gets the same subnet whenever that is free, so
 * that firewall rules and bookmarks of its users stay right.
 */
public final class SubnetChoice {
  /**
   * A bridge has 1023 ports at most, a /22 addresses for 1021 containers. 10.64/10 is tried first:
   * offices and clouds number from the bottom of 10/8, Docker uses 172.16/12 and 192.168/16.
   */
  private static final List<Pool> POOLS =
      List.of(
          new Pool(Subnet.parse("10.64.0.0/10"), 22),
          new Pool(Subnet.parse("172.16.0.0/12"), 22),
          new Pool(Subnet.parse("192.168.0.0/16"), 24));

  private SubnetChoice() {}

  private record Pool(Subnet range, int prefix) {
    int count() {
      return 1 << (prefix - range.prefix());
    }

    Subnet get(int index) {
      return new Subnet(range.at((long) index << (32 - prefix)), prefix);
    }
  }

  /** A subnet for a network of this name that overlaps none of those in use. */
  public static Optional<Subnet> ipv4(String name, Collection<Subnet> used) {
    for (var pool : POOLS) {
      int start = Math.floorMod(spread(name), pool.count());
      for (int i = 0; i < pool.count(); i++) {
        var candidate = pool.get((start + i) % pool.count());
        if (used.stream().noneMatch(candidate::overlaps)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  /** A unique local /64 (RFC 4193) for a network of this name that overlaps none in use. */
  public static Subnet ipv6(String name, Collection<Subnet> used) {
    for (long attempt = 0; ; attempt++) {
      var candidate = ipv6((spread(name) + attempt) * 0x9E3779B97F4A7C15L);
      if (used.stream().noneMatch(candidate::overlaps)) {
        return candidate;
      }
    }
  }

  private static Subnet ipv6(long hash) {
    var text =
        String.format(
            "fd%02x:%04x:%04x:%04x::/64",
            hash >>> 56, hash >>> 40 & 0xffff, hash >>> 24 & 0xffff, hash >>> 8 & 0xffff);
    return Subnet.parse(text);
  }

  /** String's hash with its bits spread: names that differ in their last letter are far apart. */
  private static int spread(String name) {
    int hash = name.hashCode() * 0x9E3779B1;
    return hash ^ hash >>> 15;
  }
}
