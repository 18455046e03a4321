package dev.jstack.runtime.image;

import dev.jstack.runtime.NotFoundException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes images away, and the layers and blobs that nothing needs any more: mark from the index, the
 * containers, the build cache and the leases; sweep layers, then blobs. Names go first and data
 * second, so that after a crash there may be garbage, but nothing is missing. Its caller is the
 * only one to use the index meanwhile.
 */
final class ImageRemoval {
  private final ContentStore content;
  private final LayerStore layers;
  private final ImageIndex index;
  private final ImageUsage usage;

  ImageRemoval(ContentStore content, LayerStore layers, ImageIndex index, ImageUsage usage) {
    this.content = content;
    this.layers = layers;
    this.index = index;
    this.usage = usage;
  }

  /** {@code rmi}, by Docker's rules. */
  RemovedImage remove(String nameOrId, boolean force) {
    var id =
        new ImageLookup(index)
            .find(nameOrId)
            .orElseThrow(() -> new NotFoundException("image", nameOrId));
    var plan = new RemovalRules(index, usage).plan(id, nameOrId, force);
    index.untag(plan.untagged());
    return sweep(plan);
  }

  /** Of these images, those that nothing uses or is about to use. */
  RemovedImage prune(List<ImageEntry> chosen) {
    var untagged = new ArrayList<ImageReference>();
    var deleted = new ArrayList<Digest>();
    for (ImageEntry entry : chosen) {
      if (!layers.isLeased(entry.id()) && usage.containers(entry.id()).isEmpty()) {
        untagged.addAll(entry.references());
        untagged.addAll(index.digestsOf(entry.id()));
        deleted.add(entry.id());
      }
    }
    return sweep(new RemovedImage(untagged, deleted, 0));
  }

  private RemovedImage sweep(RemovedImage plan) {
    if (plan.deleted().isEmpty()) {
      return plan;
    }
    index.remove(Set.copyOf(plan.deleted()));
    var swept = sweepLayers();
    sweepBlobs();
    var gone = new ArrayList<>(plan.deleted());
    gone.addAll(swept.layers());
    return new RemovedImage(plan.untagged(), gone, swept.bytes());
  }

  /** Removes the layers that neither an image nor the build cache has. */
  Swept sweepLayers() {
    var references = References.of(content, index.ids());
    var cached = usage.cachedLayers();
    return layers.sweep(layer -> references.mayGo(layer) && !cached.contains(layer));
  }

  private void sweepBlobs() {
    var kept = new HashSet<>(index.ids());
    kept.addAll(index.manifests());
    content.sweep(kept);
  }
}
