package dev.jstack.runtime.image;

import java.util.List;

/**
 * What a check of the store found.
 *
 * @param repaired what was wrong, and what was done about it
 * @param problems what is still wrong
 */
public record CheckReport(List<String> repaired, List<String> problems) {
  public CheckReport {
    repaired = List.copyOf(repaired);
    problems = List.copyOf(problems);
  }
}
