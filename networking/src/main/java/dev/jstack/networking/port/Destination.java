package dev.jstack.networking.port;

import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where the connections of a bound port of the host go; another container may take them over. */
public final class Destination {
  private static final long PATIENCE_SECONDS = 2;

  private final CountDownLatch ended = new CountDownLatch(1);
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

  /** Nothing uses the socket any more. */
  void end() {
    ended.countDown();
  }

  /**
   * Waits until nothing uses the socket any more: one that a virtual thread waits for is closed
   * only when that thread has noticed, and until then nobody else can have its port.
   */
  void awaitEnd() {
    try {
      if (address != null) {
        boolean _ = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
