package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceLocation;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parser directives: {@code # escape=`}, {@code # syntax=…}, {@code # check=…} in the first lines,
 * before any comment, blank line or instruction. A frontend named by syntax is never fetched.
 */
final class Directives {
  private static final Pattern FORM =
      Pattern.compile("^#\\s*([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(.+?)\\s*$");
  private static final Set<String> KNOWN = Set.of("escape", "syntax", "check");

  private final String file;
  private final Map<String, String> values = new HashMap<>();

  Directives(String file) {
    this.file = file;
  }

  /** Reads the top of the file; unknown names end the directives, as comments do. */
  void read(List<String> lines, List<Problem> faults) {
    int first = !lines.isEmpty() && lines.getFirst().startsWith("#!") ? 1 : 0;
    for (int i = first; i < lines.size(); i++) {
      var matcher = FORM.matcher(lines.get(i));
      if (!matcher.matches()) {
        return;
      }
      var name = matcher.group(1).toLowerCase(Locale.ROOT);
      if (!KNOWN.contains(name)) {
        return;
      }
      if (values.putIfAbsent(name, matcher.group(2)) != null) {
        faults.add(fault(i, "only one " + name + " parser directive can be used"));
      } else if (name.equals("escape") && !matcher.group(2).matches("[\\\\`]")) {
        faults.add(
            fault(i, "invalid escape token '" + matcher.group(2) + "' does not match ` or \\"));
      }
    }
  }

  /** What is to be checked. */
  LintSettings checks() {
    return LintSettings.parse(values.getOrDefault("check", "skip="));
  }

  char escape() {
    var value = values.getOrDefault("escape", "\\");
    return value.equals("`") ? '`' : '\\';
  }

  private Problem fault(int index, String message) {
    return new Problem(new SourceLocation(file, index + 1, 1), message);
  }
}
