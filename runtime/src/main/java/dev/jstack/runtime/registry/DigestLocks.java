package dev.jstack.runtime.registry;

import dev.jstack.runtime.image.Digest;
import java.util.HashSet;
import java.util.Set;

/** One transfer at a time of each blob, whoever wants it. */
final class DigestLocks {
  private final Set<Digest> held = new HashSet<>();

  /** Waits until nobody else transfers it. */
  synchronized Hold hold(Digest digest) throws InterruptedException {
    while (!held.add(digest)) {
      wait();
    }
    return () -> release(digest);
  }

  private synchronized void release(Digest digest) {
    held.remove(digest);
    notifyAll();
  }

  /** To be closed when the transfer is over. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }
}
