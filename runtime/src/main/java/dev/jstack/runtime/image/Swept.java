package dev.jstack.runtime.image;

import java.util.List;

/** The layers that a sweep removed, and the bytes of their files. */
record Swept(List<Digest> layers, long bytes) {
  Swept {
    layers = List.copyOf(layers);
  }
}
