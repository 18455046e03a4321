package dev.jstack.networking.address;

import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.JstackException;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The addresses of a subnet that are in use. Free ones are handed out in a circle, so that an
 * address rests before it is used again and nobody's cache leads to the wrong container. Who comes
 * again gets his own, for there are caches that never forget it. Not safe for many threads.
 */
public final class AddressPool {
  private static final int MOST_KEPT = 1000;

  private final Subnet subnet;
  private final Subnet pool;
  private final Set<InetAddress> taken = new HashSet<>();
  private final Map<String, InetAddress> former = new LinkedHashMap<>();
  private final Set<InetAddress> kept = new HashSet<>();
  private long last;

  /** Hands out addresses of {@code pool}, a part of {@code subnet}; fixed ones may lie outside. */
  public AddressPool(Subnet subnet, Subnet pool, Collection<InetAddress> reserved) {
    this.subnet = subnet;
    this.pool = pool;
    taken.addAll(reserved);
    taken.add(subnet.address());
    if (subnet.isIpv4() && subnet.prefix() < 31) {
      taken.add(subnet.broadcast());
    }
  }

  /** A free address: the one that {@code owner} had, or the next that nobody may come back for. */
  public InetAddress allocate(String owner) {
    var again = former.get(owner);
    if (again != null && taken.add(again)) {
      return again;
    }
    var address = next();
    keep(owner, address);
    return address;
  }

  private InetAddress next() {
    long size = pool.size();
    for (long i = 1; i <= Math.min(size, taken.size() + kept.size() + 1L); i++) {
      var candidate = pool.at((last + i) % size);
      if (!taken.contains(candidate) && !kept.contains(candidate)) {
        return take(candidate);
      }
    }
    for (long offset = 0; offset < size; offset++) {
      if (!taken.contains(pool.at(offset))) {
        return take(pool.at(offset));
      }
    }
    throw new JstackException(
        "no available IPv4 addresses on this network's address pools: " + pool);
  }

  /** What is forgotten first was kept first. */
  private void keep(String owner, InetAddress address) {
    if (kept.contains(address)) {
      former.values().remove(address);
    }
    var old = former.put(owner, address);
    kept.add(address);
    if (old != null) {
      kept.remove(old);
    }
    if (former.size() > MOST_KEPT) {
      var oldest = former.entrySet().iterator();
      kept.remove(oldest.next().getValue());
      oldest.remove();
    }
  }

  /** An address that the user asked for. */
  public InetAddress allocate(InetAddress wanted) {
    if (!subnet.contains(wanted)) {
      throw new JstackException(
          "invalid address "
              + AddressText.of(wanted)
              + ": it does not belong to any of this network's subnets");
    }
    if (taken.contains(wanted)) {
      throw new ConflictException("address already in use: " + AddressText.of(wanted));
    }
    return take(wanted);
  }

  /** Marks an address that a running container has; twice is fine. */
  public void adopt(String owner, InetAddress address) {
    if (subnet.contains(address)) {
      take(address);
    }
    if (pool.contains(address)) {
      keep(owner, address);
    }
  }

  public void release(InetAddress address) {
    taken.remove(address);
  }

  private InetAddress take(InetAddress address) {
    taken.add(address);
    if (pool.contains(address)) {
      last = pool.offset(address);
    }
    return address;
  }
}
