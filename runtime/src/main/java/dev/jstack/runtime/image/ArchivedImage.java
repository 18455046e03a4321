package dev.jstack.runtime.image;

import dev.jstack.runtime.layer.ArchiveException;
import java.util.List;

/**
 * An image as it lies in an archive.
 *
 * @param json the exact bytes of its config
 * @param layers names of its layers' tars in the archive, lowest first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ArchivedImage(
    byte[] json, ImageConfig config, List<String> layers, List<ImageReference> names) {
  ArchivedImage {
    layers = List.copyOf(layers);
    names = List.copyOf(names);
  }

  static ArchivedImage of(
      byte[] json, String subject, List<String> layers, List<ImageReference> names) {
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
