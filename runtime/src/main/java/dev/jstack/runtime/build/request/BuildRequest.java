package dev.jstack.runtime.build.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One build.
 *
 * @param tags references for the result; may be empty
 * @param labels over the Dockerfile's
 * @param outputs what becomes of the result
 */
public record BuildRequest(
    BuildSource source,
    BuildOptions options,
    List<String> tags,
    Map<String, String> labels,
    List<BuildOutput> outputs) {
  public BuildRequest {
    tags = List.copyOf(tags);
    outputs = List.copyOf(outputs);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /** An image in the store. */
  public BuildRequest(
      BuildSource source, BuildOptions options, List<String> tags, Map<String, String> labels) {
    this(source, options, tags, labels, List.of(new BuildOutput.Image()));
  }

  public static BuildRequest of(BuildSource source, String... tags) {
    return new BuildRequest(source, BuildOptions.defaults(), List.of(tags), Map.of());
  }
}
