package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Images as lists show them. A damaged one is listed, so that it can be removed. */
final class ImageListing {
  private final ImageStore store;

  ImageListing(ImageStore store) {
    this.store = store;
  }

  /** Newest first. */
  List<ImageEntry> entries(List<Digest> ids) {
    Comparator<ImageEntry> age =
        Comparator.comparing(each -> each.created() == null ? Instant.EPOCH : each.created());
    return ids.stream().map(this::entry).sorted(age.reversed()).toList();
  }

  private ImageEntry entry(Digest id) {
    try {
      return store.peek(id).map(this::entry).orElseGet(() -> damaged(id));
    } catch (JstackException e) {
      return damaged(id);
    }
  }

  private ImageEntry damaged(Digest id) {
    return new ImageEntry(id, store.names(id), null, 0, Platform.current());
  }

  private ImageEntry entry(StoredImage image) {
    return new ImageEntry(
        image.id(),
        store.names(image.id()),
        store.created(image),
        image.size(),
        image.config().platform());
  }

  /** None if it is damaged. */
  List<Layer> layers(ImageEntry entry) {
    try {
      return store.peek(entry.id()).map(StoredImage::layers).orElse(List.of());
    } catch (JstackException e) {
      return List.of();
    }
  }
}
