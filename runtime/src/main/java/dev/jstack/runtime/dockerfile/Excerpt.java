package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.Problem;
import java.util.List;

/** The block that shows where in a Dockerfile something went wrong. */
public final class Excerpt {
  private static final int AROUND = 2;
  private static final String RULE = "--------------------\n";

  private Excerpt() {}

  /** The text around a parse error's place; ends with a newline. */
  public static String of(String text, Problem problem) {
    var place = problem.location();
    return of(place.file(), DockerfileParser.lines(text), place.line(), place.line());
  }

  static String of(String name, List<String> lines, int firstLine, int lastLine) {
    int first = Math.max(1, firstLine);
    int last = Math.clamp(lastLine, first, Math.max(first, lines.size()));
    var block = new StringBuilder(name).append(':').append(first).append('\n').append(RULE);
    int from = Math.max(1, first - AROUND);
    int to = Math.min(lines.size(), last + AROUND);
    for (int line = from; line <= to; line++) {
      boolean marked = line >= first && line <= last;
      block.append(String.format("%4d | %s %s", line, marked ? ">>>" : "   ", lines.get(line - 1)));
      block.append('\n');
    }
    if (last + AROUND > lines.size()) {
      // What follows the last newline.
      block.append(String.format("%4d |     %n", lines.size() + 1));
    }
    return block.append(RULE).toString();
  }
}
