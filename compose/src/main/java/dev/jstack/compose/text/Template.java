package dev.jstack.compose.text;

import dev.jstack.runtime.JstackException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with variables (Compose Specification, Interpolation): {@code $X}, {@code ${X}}, {@code
 * ${X:-default}}, {@code ${X-default}}, {@code ${X:?message}}, {@code ${X?message}}, {@code
 * ${X:+replacement}}, {@code ${X+replacement}}, nested in each other; {@code $$} is a dollar sign.
 */
public final class Template {
  private static final Pattern NAME = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");

  private final Lookup lookup;
  private final Consumer<String> unset;

  /** Where values come from. */
  @FunctionalInterface
  public interface Lookup {
    /** The variable's value, or null if it isn't set. */
    @Nullable String value(String name);
  }

  /**
   * A template language over some variables.
   *
   * @param unset told of each variable that is replaced by nothing because it isn't set
   */
  public Template(Lookup lookup, Consumer<String> unset) {
    this.lookup = lookup;
    this.unset = unset;
  }

  /**
   * The text with its variables replaced; values are not looked into again.
   *
   * @throws JstackException if the template is malformed or a required variable is missing
   */
  public String substitute(String template) {
    int dollar = template.indexOf('$');
    if (dollar < 0) {
      return template;
    }
    StringBuilder text = new StringBuilder();
    int position = 0;
    while (dollar >= 0 && dollar + 1 < template.length()) {
      text.append(template, position, dollar);
      position = variable(template, dollar, text);
      dollar = template.indexOf('$', position);
    }
    return text.append(template, position, template.length()).toString();
  }

  /** Replaces what starts at {@code dollar} and returns where the text goes on. */
  private int variable(String template, int dollar, StringBuilder into) {
    char next = template.charAt(dollar + 1);
    if (next == '$') {
      into.append('$');
      return dollar + 2;
    }
    if (next == '{') {
      int end = closing(template, dollar + 1);
      into.append(braced(template.substring(dollar + 2, end)));
      return end + 1;
    }
    Matcher name = NAME.matcher(template).region(dollar + 1, template.length());
    if (!name.lookingAt()) {
      into.append('$');
      return dollar + 1;
    }
    into.append(orEmpty(name.group()));
    return name.end();
  }

  private static int closing(String template, int open) {
    int depth = 0;
    for (int i = open; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    throw malformed(template.substring(open - 1));
  }

  private String braced(String body) {
    Matcher matcher = NAME.matcher(body);
    if (!matcher.lookingAt()) {
      throw malformed("${" + body + "}");
    }
    String name = matcher.group();
    String rest = body.substring(matcher.end());
    if (rest.isEmpty()) {
      return orEmpty(name);
    }
    boolean emptyIsUnset = rest.startsWith(":");
    String operator = emptyIsUnset ? rest.substring(1) : rest;
    if (operator.isEmpty()) {
      throw malformed("${" + body + "}");
    }
    String value = lookup.value(name);
    boolean set = value != null && !(emptyIsUnset && value.isEmpty());
    String operand = operator.substring(1);
    return switch (operator.charAt(0)) {
      case '-' -> set ? String.valueOf(value) : substitute(operand);
      case '+' -> set ? substitute(operand) : "";
      case '?' -> {
        if (!set) {
          throw missing(name, substitute(operand));
        }
        yield String.valueOf(value);
      }
      default -> throw malformed("${" + body + "}");
    };
  }

  private String orEmpty(String name) {
    String value = lookup.value(name);
    if (value == null) {
      unset.accept(name);
      return "";
    }
    return value;
  }

  private static JstackException missing(String name, String message) {
    String reason = message.isEmpty() ? "" : ": " + message;
    return new MissingVariableException(
        "required variable " + name + " is missing a value" + reason,
        "set it in the environment or in .env: " + name + "=…");
  }

  private static JstackException malformed(String template) {
    return new JstackException(
        "invalid interpolation format \"" + template + "\"",
        "write ${NAME} or ${NAME:-default}, and $$ for a plain $",
        null);
  }
}
