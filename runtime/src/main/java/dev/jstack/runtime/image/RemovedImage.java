package dev.jstack.runtime.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What a removal did.
 *
 * @param untagged names that are gone
 * @param deleted ids of the images and layers that are gone with them
 * @param freedBytes of the layers' files
 */
public record RemovedImage(List<ImageReference> untagged, List<Digest> deleted, long freedBytes) {
  public RemovedImage {
    untagged = List.copyOf(untagged);
    deleted = List.copyOf(deleted);
  }

  /** The lines {@code rmi} prints. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    untagged.forEach(name -> lines.add("Untagged: " + name.familiar()));
    deleted.forEach(digest -> lines.add("Deleted: " + digest));
    return lines;
  }
}
