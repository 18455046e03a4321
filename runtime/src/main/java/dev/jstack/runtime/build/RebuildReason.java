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

  /** The step's place, {@code [build 2/4]}. */
  public String number() {
    return step.substring(0, step.indexOf(']') + 1);
  }

  @Override
  public String toString() {
    return step + ": " + String.join(", ", causes);
  }
}
