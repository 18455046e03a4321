package dev.jstack.runtime.container;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * A volume kept by the engine.
 *
 * @param name unique among volumes
 * @param path its content on the host
 * @param anonymous made for one container, named by 64 hex digits
 */
public record Volume(
    String name,
    Path path,
    boolean anonymous,
    Map<String, String> labels,
    Map<String, String> options,
    Instant created) {
  public Volume {
    labels = Map.copyOf(labels);
    options = Map.copyOf(options);
  }
}
