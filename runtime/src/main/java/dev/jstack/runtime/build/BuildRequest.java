package dev.jstack.runtime.build;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One build.
 *
 * @param tags references for the result; may be empty
 * @param labels over the Dockerfile's
 */
public record BuildRequest(
    BuildSource source, BuildOptions options, List<String> tags, Map<String, String> labels) {
  public BuildRequest {
    tags = List.copyOf(tags);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  public static BuildRequest of(BuildSource source, String... tags) {
    return new BuildRequest(source, BuildOptions.defaults(), List.of(tags), Map.of());
  }
}
