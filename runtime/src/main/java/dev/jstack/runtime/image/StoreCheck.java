package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads everything again, however long that takes: blobs by their digests, layers by their diff ids
 * and as they were unpacked, and whether what refers to something finds it.
 */
final class StoreCheck {
  private final ContentStore content;
  private final LayerStore layers;
  private final List<StoreDamage> damages = new ArrayList<>();
  private final Set<Digest> broken = new HashSet<>();

  StoreCheck(ContentStore content, LayerStore layers) {
    this.content = content;
    this.layers = layers;
  }

  List<StoreDamage> check(List<Digest> images) {
    for (Path file : layers.strayAliases()) {
      damages.add(new StoreDamage.OfFile(file, "link " + file + " leads to no layer"));
    }
    layers.list().forEach(this::checkLayer);
    images.forEach(this::checkImage);
    var configs = Set.copyOf(images);
    for (Path file : content.damaged()) {
      boolean config = Digest.ofName(file).filter(configs::contains).isPresent();
      if (!config) {
        damages.add(new StoreDamage.OfFile(file, "blob " + file + " is damaged"));
      }
    }
    return List.copyOf(damages);
  }

  private void checkLayer(Digest diffId) {
    var layer = layers.peek(diffId);
    Optional<String> reason = layer.flatMap(this::reason);
    if (layer.isEmpty() || reason.isPresent()) {
      broken.add(diffId);
      damages.add(
          new StoreDamage.OfLayer(diffId, reason.orElse("layer " + diffId + " has no files")));
    }
    layers
        .damagedBlob(diffId)
        .ifPresent(file ->
            damages.add(
                new StoreDamage.OfFile(
                    file, "compressed bytes of layer " + diffId + " are damaged")));
  }

  private Optional<String> reason(Layer layer) {
    try {
      layers.verify(layer);
      return Optional.empty();
    } catch (IOException | JstackException e) {
      String name = "layer " + layer.diffId();
      String message = String.valueOf(e.getMessage());
      return Optional.of(message.startsWith(name) ? message : name + ": " + message);
    }
  }

  private void checkImage(Digest id) {
    String name = "image " + id.shortHex();
    try {
      byte[] json =
          content.read(id).orElseThrow(() -> new JstackException("its config is missing"));
      for (Digest diffId : ImageConfig.parse(json, name).diffIds()) {
        if (broken.contains(diffId) || layers.peek(diffId).isEmpty()) {
          String what = broken.contains(diffId) ? " is damaged" : " is missing";
          throw new JstackException("its layer " + diffId + what);
        }
      }
    } catch (JstackException e) {
      damages.add(new StoreDamage.OfImage(id, name + ": " + e.getMessage()));
    }
  }
}
