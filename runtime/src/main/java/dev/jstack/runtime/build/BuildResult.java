package dev.jstack.runtime.build;

import dev.jstack.runtime.Problem;
import dev.jstack.runtime.image.Digest;
import java.util.List;

/**
 * A finished build.
 *
 * @param image the id of the image, which is in the store
 * @param tags normalised references that point to it now
 * @param reasons of the steps that were executed
 * @param ranSteps steps that were executed; 0 means that everything came from the cache
 */
public record BuildResult(
    Digest image,
    List<String> tags,
    List<Problem> warnings,
    int cachedSteps,
    int ranSteps,
    List<RebuildReason> reasons) {
  public BuildResult {
    tags = List.copyOf(tags);
    warnings = List.copyOf(warnings);
    reasons = List.copyOf(reasons);
  }
}
