package dev.jstack.compose.yaml;

import dev.jstack.compose.code.Code;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * The parser's complaints in words that help: what is wrong there, rather than what it expected.
 */
final class SyntaxHelp {
  private static final Pattern CHARACTER = Pattern.compile("found character '?(.)'?.* that cannot");
  private static final String MANY = "[\\s\\S]*";

  private final String file;
  private final List<String> lines;

  SyntaxHelp(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
  }

  SourceException explain(MarkedYamlEngineException e) {
    String problem = String.valueOf(e.getProblem());
    Optional<Mark> start = e.getContextMark();
    Optional<Mark> found = e.getProblemMark().or(e::getContextMark);
    if (problem.contains("TAB")) {
      return at(found, "a tab in the indentation", "YAML is indented with spaces");
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return colon(found);
    }
    if (problem.contains("<block end>")) {
      return at(
          found,
          "this line is not indented like those before it",
          "keys of one mapping, and items of one list, begin in the same column");
    }
    if (problem.contains("unexpected end of stream")) {
      return at(start, "a quote that is never closed", null);
    }
    if (problem.contains("expected ',' or")) {
      return at(start, "a bracket that is never closed", "or a comma is missing");
    }
    Matcher character = CHARACTER.matcher(problem);
    if (character.find()) {
      String sign = character.group(1);
      return at(found, "a value cannot begin with \"" + sign + "\"", "quote it");
    }
    if (problem.contains("undefined alias")) {
      String name = problem.substring(problem.lastIndexOf(' ') + 1);
      return at(
          found,
          "alias \"*" + name + "\" has no anchor",
          "write &" + name + " above, at its value");
    }
    if (String.valueOf(e.getContext()).contains("alias")) {
      return at(start, "\"*\" begins an alias here", "quote the value");
    }
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    return at(found, "invalid YAML: " + context + problem.replaceAll("\\s+", " "), null);
  }

  /** A colon where none can be. */
  private SourceException colon(Optional<Mark> found) {
    int number = found.map(Mark::getLine).orElse(0);
    String line = line(number);
    String above = line(number - 1);
    if (line.strip().matches("[^:]*: " + MANY + ": " + MANY)) {
      return at(found, "a second \": \" in one line", "quote a value that has it");
    }
    if (!above.isBlank() && above.indexOf(':') < 0) {
      String word = above.strip();
      SourceLocation end = new SourceLocation(file, number, above.length() + 1);
      return problem(end, "a colon is missing after \"" + word + "\"", null);
    }
    return at(
        found,
        "this line is indented deeper than the one above, which has a value already",
        "begin it in the same column");
  }

  private String line(int index) {
    return index >= 0 && index < lines.size() ? lines.get(index) : "";
  }

  private SourceException at(Optional<Mark> mark, String message, @Nullable String hint) {
    SourceLocation place =
        mark.map(m -> new SourceLocation(file, m.getLine() + 1, m.getColumn() + 1))
            .orElseGet(() -> SourceLocation.of(file));
    return problem(place, message, hint);
  }

  private static SourceException problem(
      SourceLocation place, String message, @Nullable String hint) {
    return new SourceException(
        List.of(new Problem(place, message, hint, Code.YAML_SYNTAX.toString())));
  }
}
