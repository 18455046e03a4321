package dev.jstack.runtime.image;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes away what a check found broken, so that the same image can be loaded, pulled or built anew.
 * What a container was made of stays, and is said.
 */
final class StoreRepair {
  private final LayerStore layers;
  private final ImageIndex index;
  private final ImageUsage usage;
  private final List<String> done = new ArrayList<>();
  private final List<String> left = new ArrayList<>();

  StoreRepair(LayerStore layers, ImageIndex index, ImageUsage usage) {
    this.layers = layers;
    this.index = index;
    this.usage = usage;
  }

  /** {@code references} tells which layers an image has, as far as its config can be read. */
  CheckReport run(List<StoreDamage> damages, Function<Digest, Set<Digest>> of) {
    var needed = new HashSet<Digest>();
    for (StoreDamage damage : damages) {
      if (damage instanceof StoreDamage.OfImage(var id, var reason)) {
        if (!remove(id, reason)) {
          needed.addAll(of.apply(id));
        }
      }
    }
    for (StoreDamage damage : damages) {
      switch (damage) {
        case StoreDamage.OfImage _ -> {}
        case StoreDamage.OfLayer(var diffId, var reason) -> remove(diffId, reason, needed);
        case StoreDamage.OfFile(var file, var reason) -> {
          Directories.removeIfThere(file);
          done.add(reason + "; removed");
        }
      }
    }
    return new CheckReport(done, left);
  }

  private boolean remove(Digest id, String reason) {
    var users = usage.containers(id);
    if (!users.isEmpty()) {
      String container = users.getFirst().containerId();
      left.add(
          reason
              + "; container "
              + container.substring(0, Math.min(12, container.length()))
              + " was made of it: remove that first");
      return false;
    }
    var names = index.namesOf(id).stream().map(ImageReference::familiar).toList();
    index.remove(Set.of(id));
    done.add(reason + "; removed" + (names.isEmpty() ? "" : " with " + String.join(", ", names)));
    return true;
  }

  private void remove(Digest diffId, String reason, Set<Digest> needed) {
    if (needed.contains(diffId)) {
      left.add(reason);
      return;
    }
    layers.remove(diffId);
    done.add(reason + "; removed");
  }
}
