package dev.jstack.runtime.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The layers and images that work in progress has touched, of whosever work it may be. */
final class Leases {
  private final List<Open> open = new ArrayList<>();

  /** Covers what is touched while it is open. */
  private final class Open implements LayerStore.Lease {
    private final Set<Digest> touched = new HashSet<>();

    @Override
    public void close() {
      end(this);
    }
  }

  synchronized LayerStore.Lease open() {
    var lease = new Open();
    open.add(lease);
    return lease;
  }

  private synchronized void end(Open lease) {
    open.remove(lease);
  }

  synchronized void touch(Digest digest) {
    open.forEach(lease -> lease.touched.add(digest));
  }

  synchronized boolean holds(Digest digest) {
    return open.stream().anyMatch(lease -> lease.touched.contains(digest));
  }
}
