package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Physical lines to logical ones: comments, continuations, here-documents. */
final class LineReader {
  private static final Set<String> WITH_DOCUMENTS = Set.of("RUN", "COPY", "ADD");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final String file;
  private final List<String> lines;
  private final char escape;
  private final List<Problem> faults;
  private final List<Problem> warnings;
  private int next;

  LineReader(
      String file, List<String> lines, char escape, List<Problem> faults, List<Problem> warnings) {
    this.file = file;
    this.lines = lines;
    this.escape = escape;
    this.faults = faults;
    this.warnings = warnings;
  }

  List<LogicalLine> read() {
    var result = new ArrayList<LogicalLine>();
    while (next < lines.size()) {
      var line = lines.get(next);
      var text = line.stripLeading();
      if (text.isEmpty() || text.startsWith("#")) {
        next++;
      } else {
        var logical = joined(line.length() - text.length());
        if (!logical.text().isBlank()) {
          readDocuments(logical);
          result.add(logical);
        }
      }
    }
    return result;
  }

  /** Only the first line loses its leading blanks. */
  private LogicalLine joined(int indent) {
    var logical = new LogicalLine(file);
    int cut = continuation(lines.get(next));
    logical.append(part(lines.get(next), indent, cut), next + 1, indent + 1);
    next++;
    int emptyLine = 0;
    while (cut >= 0 && next < lines.size()) {
      var line = lines.get(next++);
      var stripped = line.stripLeading();
      if (stripped.startsWith("#")) {
        continue;
      }
      if (stripped.isEmpty()) {
        emptyLine = emptyLine == 0 ? next : emptyLine;
        continue;
      }
      cut = continuation(line);
      logical.append(part(line, 0, cut), next, 1);
    }
    if (emptyLine != 0) {
      warnings.add(
          LintRule.NO_EMPTY_CONTINUATION.at(
              new SourceLocation(file, emptyLine, 1), "Empty continuation line"));
    }
    return logical;
  }

  private static String part(String line, int from, int cut) {
    return line.substring(from, cut < 0 ? line.length() : Math.max(cut, from));
  }

  /** Where the escape character stands that continues the line; -1 when there is none. */
  private int continuation(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    boolean ends = end > 0 && line.charAt(end - 1) == escape;
    boolean escaped = end > 1 && line.charAt(end - 2) == escape;
    return ends && !escaped ? end - 1 : -1;
  }

  private void readDocuments(LogicalLine logical) {
    if (!logical.text().contains("<<") || !mayHaveDocuments(logical.text())) {
      return;
    }
    for (var document : HeredocWords.find(logical.text(), escape)) {
      int start = next;
      var body = new StringBuilder();
      boolean terminated = false;
      while (next < lines.size() && !terminated) {
        var line = lines.get(next++);
        terminated =
            (document.chomp() ? line.replaceFirst("^\t+", "") : line).equals(document.name());
        if (!terminated) {
          body.append(line).append('\n');
        }
      }
      if (!terminated) {
        faults.add(
            new Problem(
                logical.at(Math.max(0, logical.text().indexOf("<<"))),
                "unterminated heredoc",
                "a line \"" + document.name() + "\" must follow line " + start));
      }
      logical.add(document.with(body.toString()), next);
    }
  }

  private static boolean mayHaveDocuments(String text) {
    var words = BLANKS.split(text, 3);
    var name = words[0].toUpperCase(Locale.ROOT);
    if (name.equals("ONBUILD") && words.length > 1) {
      return mayHaveDocuments(text.substring(text.indexOf(words[1], words[0].length())));
    }
    var rest = text.substring(words[0].length());
    boolean exec = name.equals("RUN") && JsonForm.parse(rest.strip()).isPresent();
    return WITH_DOCUMENTS.contains(name) && !exec;
  }
}
