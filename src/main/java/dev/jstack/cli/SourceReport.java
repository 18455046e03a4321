package dev.jstack.cli;

import dev.jstack.console.Invocation;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints problems of the user's files, each with its line and a caret:
 *
 * <pre>
 * compose.yaml:14:5: service "web": unknown option "port"; did you mean "ports"?
 *   14 |     port: 80
 *      |     ^
 * </pre>
 */
final class SourceReport {
  private final Invocation invocation;
  private final Map<String, List<String>> files = new HashMap<>();

  SourceReport(Invocation invocation) {
    this.invocation = invocation;
  }

  void print(SourceException failure) {
    failure.problems().forEach(this::print);
  }

  private void print(Problem problem) {
    var err = invocation.err();
    err.println(problem);
    var place = problem.location();
    var lines = files.computeIfAbsent(place.file(), this::read);
    if (place.line() == 0 || place.line() > lines.size()) {
      return;
    }
    var line = lines.get(place.line() - 1);
    var number = Integer.toString(place.line());
    err.println("  " + number + " | " + line);
    if (place.column() > 0) {
      err.println("  " + " ".repeat(number.length()) + " | " + indent(line, place) + "^");
    }
  }

  /** As wide as what stands before the place: a tab stays a tab. */
  private static String indent(String line, SourceLocation place) {
    var before = line.substring(0, Math.min(line.length(), place.column() - 1));
    return before.replaceAll("[^\t]", " ");
  }

  private List<String> read(String file) {
    try {
      return Files.readAllLines(invocation.resolve(file));
    } catch (IOException e) {
      return List.of();
    }
  }
}
