package dev.jstack.runtime.build;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.History;
import dev.jstack.runtime.image.HostBase;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.Lower;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file system with its config: a base image, or a stage that is finished.
 *
 * @param host what the layers lie on, null for nothing
 * @param hostKey what the host's files were when the build began; null for nothing
 * @param empty an empty directory for overlays without any layer
 * @param arguments what ARG has set, for stages that start from it
 * @param now where the stage's clock stands
 */
record StageResult(
    ImageConfig config,
    List<Layer> layers,
    @Nullable HostBase host,
    @Nullable Digest hostKey,
    Lower.Directory empty,
    Map<String, String> arguments,
    @Nullable Instant now) {
  StageResult {
    layers = List.copyOf(layers);
    arguments = new LinkedHashMap<>(arguments);
  }

  /** The lower layers of an overlay, topmost first. */
  List<Lower> lowers() {
    var lowers = new ArrayList<Lower>();
    for (var layer : layers.reversed()) {
      lowers.add(new Lower.Directory(layer.directory(), layer.alias()));
    }
    if (host != null) {
      lowers.add(new Lower.Host(host));
    }
    return lowers.isEmpty() ? List.of(empty) : lowers;
  }

  /** What its files are: equal identities have equal files. */
  Digest identity() {
    var hash = new KeyHash("root");
    if (hostKey != null) {
      hash.add(hostKey);
    }
    layers.forEach(layer -> hash.add(layer.diffId()));
    return hash.digest();
  }

  List<History> history() {
    return config.history();
  }
}
