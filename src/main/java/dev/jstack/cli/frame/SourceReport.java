package dev.jstack.cli.frame;

import dev.jstack.console.Invocation;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Prints problems of the user's files, each with its line and a caret:
 *
 * <pre>
 * compose.yaml:14:5: services.web: unknown key "port" [JS101]
 *   14 |     port: 80
 *      |     ^ did you mean "ports"?
 * </pre>
 */
final class SourceReport {
  private static final int CODES = 3;

  private final Invocation invocation;
  private final Map<String, List<String>> files = new HashMap<>();

  SourceReport(Invocation invocation) {
    this.invocation = invocation;
  }

  void print(SourceException failure) {
    failure.problems().forEach(this::print);
    more(failure.problems());
  }

  private void print(Problem problem) {
    var err = invocation.err();
    err.println(problem.headline());
    var place = problem.location();
    var lines = files.computeIfAbsent(place.file(), this::read);
    var shown = place.line() > 0 && place.column() > 0 && place.line() <= lines.size();
    var number = Integer.toString(place.line());
    var margin = "  " + " ".repeat(number.length()) + " | ";
    if (shown) {
      var line = lines.get(place.line() - 1);
      err.println("  " + number + " | " + line);
      err.println((margin + indent(line, place) + "^ " + orEmpty(problem.hint())).stripTrailing());
    } else if (problem.hint() != null) {
      err.println("  " + problem.hint());
    }
    if (problem.origin() != null) {
      err.println((shown ? margin : "  ") + problem.origin());
    }
  }

  private void more(List<Problem> problems) {
    var codes =
        problems.stream()
            .map(Problem::code)
            .filter(Objects::nonNull)
            .distinct()
            .limit(CODES)
            .toList();
    if (!codes.isEmpty()) {
      invocation.err().println("see: jstack explain " + String.join(" ", codes));
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
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
