package dev.jstack.engine;

import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.output.LogQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a container said last, for the error that tells of its failure. */
final class LastWords {
  private static final int LINES = 10;

  private final Containers containers;

  LastWords(Containers containers) {
    this.containers = containers;
  }

  /** Indented lines with a heading, beginning with a newline; empty if there is nothing to say. */
  String of(Container container) {
    List<String> lines = new ArrayList<>();
    containers
        .health(container)
        .filter(report -> !report.results().isEmpty())
        .ifPresent(report -> lines.add("  " + report));
    List<String> output = new ArrayList<>();
    containers.log(container).read(LogQuery.tail(LINES), line -> output.add("    " + line.text()));
    if (!output.isEmpty()) {
      lines.add("  its last output:");
      lines.addAll(output);
    }
    return Optional.of(lines)
        .filter(all -> !all.isEmpty())
        .map(all -> "\n" + String.join("\n", all))
        .orElse("");
  }
}
