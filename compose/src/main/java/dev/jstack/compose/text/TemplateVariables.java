package dev.jstack.compose.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the variables of a template without replacing them. */
public final class TemplateVariables {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$\\$|\\$([_a-zA-Z][_a-zA-Z0-9]*)|\\$\\{([_a-zA-Z][_a-zA-Z0-9]*)(:?[-?+])?");

  private TemplateVariables() {}

  /**
   * A variable as a template uses it.
   *
   * @param required {@code ${X:?message}}
   * @param otherwise default, or empty
   * @param replacement what {@code ${X:+…}} stands for, or empty
   */
  public record Variable(String name, boolean required, String otherwise, String replacement) {}

  /** In order of appearance, also those in defaults of others. */
  public static List<Variable> of(String template) {
    List<Variable> found = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(template);
    while (matcher.find()) {
      if (matcher.group(1) != null) {
        found.add(new Variable(matcher.group(1), false, "", ""));
      } else if (matcher.group(2) != null) {
        String operator = matcher.group(3) == null ? "" : matcher.group(3);
        String operand = operator.isEmpty() ? "" : operand(template, matcher.end());
        found.add(
            new Variable(
                matcher.group(2),
                operator.endsWith("?"),
                operator.endsWith("-") ? operand : "",
                operator.endsWith("+") ? operand : ""));
      }
    }
    return found;
  }

  /** Up to the brace that closes the variable. */
  private static String operand(String template, int start) {
    int depth = 1;
    for (int i = start; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return template.substring(start, i);
      }
    }
    return template.substring(start);
  }
}
