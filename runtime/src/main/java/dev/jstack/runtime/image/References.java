package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import java.util.HashSet;
import java.util.Set;

/**
 * The layers that images refer to.
 *
 * @param complete false if the config of an image can't be read: which layers it has is unknown
 *     then, and no layer may go
 */
record References(Set<Digest> layers, boolean complete) {
  References {
    layers = Set.copyOf(layers);
  }

  static References of(ContentStore content, Set<Digest> images) {
    var layers = new HashSet<Digest>();
    boolean complete = true;
    for (Digest id : images) {
      try {
        var json = content.read(id);
        json.ifPresent(bytes -> layers.addAll(ImageConfig.parse(bytes, "image").diffIds()));
        complete &= json.isPresent();
      } catch (JstackException e) {
        // A damaged image must not keep the others from being used; check() names it.
        complete = false;
      }
    }
    return new References(layers, complete);
  }

  boolean mayGo(Digest layer) {
    return complete && !layers.contains(layer);
  }
}
