package dev.jstack.runtime.image;

import dev.jstack.runtime.layer.ArchiveException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image as it lies in an archive.
 *
 * @param json the exact bytes of its config
 * @param layers its layers' tars in the archive, lowest first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ArchivedImage(
    byte[] json, ImageConfig config, List<Blob> layers, List<ImageReference> names) {
  ArchivedImage {
    layers = List.copyOf(layers);
    names = List.copyOf(names);
  }

  /**
   * A layer's tar, compressed or not.
   *
   * @param name of the file
   * @param descriptor of these very bytes, null where the archive has none
   */
  record Blob(String name, @Nullable Descriptor descriptor) {}

  static ArchivedImage of(
      byte[] json, String subject, List<Blob> layers, List<ImageReference> names) {
    var config = ImageConfig.parse(json, subject);
    if (config.diffIds().size() != layers.size()) {
      throw new ArchiveException(
          subject + ": " + layers.size() + " layers, but " + config.diffIds().size() + " diff ids");
    }
    if (config.onHost()) {
      throw new ArchiveException(subject + ": stands on another machine's root file system");
    }
    return new ArchivedImage(json, config, layers, names);
  }
}
