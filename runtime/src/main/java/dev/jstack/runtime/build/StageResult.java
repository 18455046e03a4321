package dev.jstack.runtime.build;

import dev.jstack.runtime.build.source.KeyHash;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.History;
import dev.jstack.runtime.image.HostRootfs;
import dev.jstack.runtime.image.ImageConfig;
import dev.jstack.runtime.image.Lower;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file system with its config: a base image, or a stage that is finished.
 *
 * @param layers diff ids, lowest first; those that came from a cache elsewhere may not be here yet
 * @param host what the layers lie on, null for nothing
 * @param hostKey what the host's files were when the build began; null for nothing
 * @param empty an empty directory for overlays without any layer
 * @param arguments what ARG has set, for stages that start from it
 * @param now where the stage's clock stands
 */
record StageResult(
    ImageConfig config,
    List<Digest> layers,
    @Nullable HostRootfs host,
    @Nullable Digest hostKey,
    Lower.Directory empty,
    Map<String, String> arguments,
    @Nullable Instant now) {
  StageResult {
    layers = List.copyOf(layers);
    arguments = new LinkedHashMap<>(arguments);
  }

  /** What its files are: equal identities have equal files. */
  Digest identity() {
    var hash = new KeyHash("root");
    if (hostKey != null) {
      hash.add(hostKey);
    }
    layers.forEach(hash::add);
    return hash.digest();
  }

  List<History> history() {
    return config.history();
  }
}
