package dev.jstack.networking.port;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Where the connections of a bound port of the host go; another container may take them over. */
public final class Destination {
  private volatile @Nullable InetSocketAddress address;

  /** The place, or null while there is none. */
  @Nullable InetSocketAddress address() {
    return address;
  }

  /** Leads to another place from now on; returns whether it led nowhere before. */
  public boolean lead(InetSocketAddress place) {
    boolean first = address == null;
    address = place;
    return first;
  }
}
