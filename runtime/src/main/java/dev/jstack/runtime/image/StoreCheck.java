package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Verifies every config by its id and every layer by its diff id, however long that takes. */
final class StoreCheck {
  private final ContentStore content;
  private final LayerStore layers;
  private final List<String> problems = new ArrayList<>();
  private final Set<Digest> checked = new HashSet<>();

  StoreCheck(ContentStore content, LayerStore layers) {
    this.content = content;
    this.layers = layers;
  }

  List<String> check(List<Digest> images) {
    for (Digest id : images) {
      try {
        checkImage(id);
      } catch (JstackException e) {
        problems.add(e.getMessage());
      }
    }
    return List.copyOf(problems);
  }

  private void checkImage(Digest id) {
    String name = "image " + id.shortHex();
    byte[] json =
        content.read(id).orElseThrow(() -> new JstackException(name + ": its config is missing"));
    for (Digest diffId : ImageConfig.parse(json, name).diffIds()) {
      if (checked.add(diffId)) {
        checkLayer(name, diffId);
      }
    }
  }

  private void checkLayer(String image, Digest diffId) {
    var layer = layers.find(diffId);
    if (layer.isEmpty()) {
      problems.add(image + ": its layer " + diffId + " is missing");
      return;
    }
    try {
      layers.writeTar(layer.get(), OutputStream.nullOutputStream());
    } catch (IOException | JstackException e) {
      problems.add(image + ": " + e.getMessage());
    }
  }
}
