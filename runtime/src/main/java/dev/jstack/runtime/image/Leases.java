package dev.jstack.runtime.image;

import java.util.HashSet;
import java.util.Set;

/** The layers that work in progress has touched. */
final class Leases {
  private final Set<Digest> touched = new HashSet<>();
  private int open;

  synchronized LayerStore.Lease open() {
    open++;
    return new LayerStore.Lease() {
      private boolean closed;

      @Override
      public void close() {
        synchronized (Leases.this) {
          if (!closed) {
            closed = true;
            release();
          }
        }
      }
    };
  }

  private void release() {
    open--;
    if (open == 0) {
      touched.clear();
    }
  }

  synchronized void touch(Digest layer) {
    if (open > 0) {
      touched.add(layer);
    }
  }

  synchronized boolean holds(Digest layer) {
    return touched.contains(layer);
  }
}
