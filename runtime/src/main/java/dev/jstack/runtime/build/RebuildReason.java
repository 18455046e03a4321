package dev.jstack.runtime.build;

import java.util.List;

/**
 * Why a step was not served from the cache.
 *
 * @param step as the progress shows it
 * @param causes what is different from the last time, in words
 */
public record RebuildReason(String step, List<String> causes) {
  public RebuildReason {
    causes = List.copyOf(causes);
  }

  @Override
  public String toString() {
    return step + ": " + String.join(", ", causes);
  }
}
