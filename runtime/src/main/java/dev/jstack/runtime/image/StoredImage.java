package dev.jstack.runtime.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image of the store with its layers at hand.
 *
 * @param id the digest of its config
 * @param layers lowest first
 * @param host what the layers lie on, null for nothing
 * @param empty an empty directory, for images without any layer
 */
public record StoredImage(
    Digest id,
    ImageConfig config,
    List<Layer> layers,
    @Nullable HostRootfs host,
    Lower.Directory empty) {
  public StoredImage {
    layers = List.copyOf(layers);
  }

  /** The lower layers of an overlay, topmost first; never none. */
  public List<Lower> lowers() {
    var lowers = new ArrayList<Lower>();
    for (Layer layer : layers.reversed()) {
      lowers.add(new Lower.Directory(layer.directory(), layer.alias()));
    }
    if (host != null) {
      lowers.add(new Lower.Host(host));
    }
    return lowers.isEmpty() ? List.of(empty) : lowers;
  }

  /** The base of images on {@code host}. */
  public Optional<HostRootfs> hostRootfs() {
    return Optional.ofNullable(host);
  }

  /** The bytes of all layers' files. */
  public long size() {
    return layers.stream().mapToLong(Layer::size).sum();
  }
}
