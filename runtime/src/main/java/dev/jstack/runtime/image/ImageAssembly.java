package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts images together from their configs and the layers of the store. */
final class ImageAssembly {
  /** What this machine's own root file system is called, unless an image has that name. */
  static final String HOST = "host";

  private final LayerStore layers;
  private final HostRootfs host;
  private final Lower.Directory empty;

  /** {@code empty} is the lower directory of images without layers. */
  ImageAssembly(LayerStore layers, HostRootfs host, Lower.Directory empty) {
    this.layers = layers;
    this.host = host;
    this.empty = empty;
  }

  /** Fails if a layer is missing. */
  StoredImage of(Digest id, ImageConfig config) {
    List<Layer> found = new ArrayList<>();
    for (Digest diffId : config.diffIds()) {
      found.add(
          layers
              .find(diffId)
              .orElseThrow(() ->
                  new JstackException(
                      "image " + id.shortHex() + ": its layer " + diffId + " is missing")));
    }
    return new StoredImage(id, config, found, config.onHost() ? host : null, empty);
  }

  /** Likewise, of a config as we write it. */
  StoredImage of(ImageConfig config) {
    return of(Digest.of(config.toJson()), config);
  }

  StoredImage scratch() {
    return of(ImageConfig.scratch(Platform.current()));
  }

  StoredImage host() {
    return of(HostRootfs.config());
  }

  /** This machine's own root is an image without ever being stored. */
  Optional<StoredImage> builtIn(Digest id) {
    return Optional.of(host()).filter(image -> image.id().equals(id));
  }
}
