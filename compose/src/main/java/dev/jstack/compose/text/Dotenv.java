package dev.jstack.compose.text;

import dev.jstack.compose.code.Code;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Env files in Compose's grammar: {@code KEY=value}, {@code KEY: value}, {@code export KEY=value},
 * a {@code KEY} alone is taken from the environment; comments, quotes, values over several lines,
 * interpolation.
 */
public final class Dotenv {
  private final String file;
  private final String text;
  private final Template.Lookup environment;
  private final Template template;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private int position;
  private int line = 1;
  private int counted;

  /**
   * A variable's value.
   *
   * @param place of its name
   */
  public record Value(String text, SourceLocation place) {}

  private Dotenv(
      String file,
      String text,
      Template.Lookup environment,
      Template.Lookup fallback,
      Consumer<String> unset) {
    this.file = file;
    this.text = text;
    this.environment = environment;
    this.template = new Template(name -> value(name, fallback), unset);
  }

  /**
   * The file's values, in order; the last of a name wins.
   *
   * @param environment goes first in interpolation
   * @param fallback goes last, after what the file itself defines
   * @param unset told of variables without a value
   * @throws SourceException with all mistakes
   */
  public static Map<String, Value> parse(
      String file,
      String text,
      Template.Lookup environment,
      Template.Lookup fallback,
      Consumer<String> unset) {
    String clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new Dotenv(file, clean.replace("\r\n", "\n"), environment, fallback, unset).all();
  }

  /** {@code KEY=rest of the line} as {@code docker run --env-file} reads it: nothing is special. */
  public static Map<String, Value> parseRaw(String file, String text, Template.Lookup environment) {
    Map<String, Value> values = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String trimmed = line.stripLeading();
      if (trimmed.isEmpty() || trimmed.startsWith("#")) {
        continue;
      }
      int equals = trimmed.indexOf('=');
      String key = equals < 0 ? trimmed.strip() : trimmed.substring(0, equals);
      String value = equals < 0 ? environment.value(key) : trimmed.substring(equals + 1);
      if (value != null) {
        values.put(key, new Value(value, new SourceLocation(file, number, 1)));
      }
    }
    return values;
  }

  private @Nullable String value(String name, Template.Lookup fallback) {
    String value = environment.value(name);
    Value own = values.get(name);
    if (value == null && own != null) {
      return own.text();
    }
    return value == null ? fallback.value(name) : value;
  }

  private Map<String, Value> all() {
    List<Problem> problems = new ArrayList<>();
    while (skipBlank()) {
      int start = position;
      try {
        entry();
      } catch (SourceException e) {
        problems.addAll(e.problems());
        position = start;
        toLineEnd();
      }
    }
    if (!problems.isEmpty()) {
      throw new SourceException(problems);
    }
    return values;
  }

  /** Moves to the next key; false at the end. */
  private boolean skipBlank() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '#') {
        toLineEnd();
      } else if (Character.isWhitespace(c)) {
        position++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void entry() {
    if (text.startsWith("export", position) && isSpace(position + 6)) {
      position += 6;
      skipSpaces();
    }
    int start = position;
    while (position < text.length() && isKey(text.charAt(position))) {
      position++;
    }
    String key = text.substring(start, position);
    SourceLocation place = next(start);
    skipSpaces();
    if (key.isEmpty() || (position < text.length() && "=:\n#".indexOf(text.charAt(position)) < 0)) {
      throw badKey(start);
    }
    boolean alone = position == text.length() || "\n#".indexOf(text.charAt(position)) >= 0;
    if (alone) {
      String inherited = environment.value(key);
      if (inherited != null) {
        values.put(key, new Value(inherited, place));
      }
      toLineEnd();
      return;
    }
    position++;
    skipSpaces();
    values.put(key, new Value(value(), place));
  }

  private String value() {
    char quote = position < text.length() ? text.charAt(position) : '\n';
    int start = position;
    if (quote != '"' && quote != '\'') {
      return substitute(unquoted(), start);
    }
    String raw = quoted(quote);
    toLineEnd();
    return quote == '\'' ? raw.replace("\\'", "'") : substitute(Escapes.expand(raw), start);
  }

  private String unquoted() {
    int start = position;
    int end = text.indexOf('\n', start);
    end = end < 0 ? text.length() : end;
    String value = text.substring(start, end);
    for (int hash = value.indexOf('#'); hash >= 0; hash = value.indexOf('#', hash + 1)) {
      if (hash == 0 || Character.isWhitespace(value.charAt(hash - 1))) {
        value = value.substring(0, hash);
        break;
      }
    }
    position = end;
    return value.strip();
  }

  private String quoted(char quote) {
    int start = position + 1;
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        position = i + 1;
        return text.substring(start, i);
      }
    }
    int end = text.indexOf('\n', position);
    String first = text.substring(position, end < 0 ? text.length() : end);
    throw error(position, "unterminated quoted value " + first);
  }

  private String substitute(String value, int at) {
    try {
      return template.substitute(value);
    } catch (JstackException e) {
      throw new SourceException(
          List.of(
              new Problem(
                  place(at),
                  String.valueOf(e.getMessage()),
                  e.hint().orElse(null),
                  MissingVariableException.code(e).toString())));
    }
  }

  private SourceException badKey(int start) {
    int end = text.indexOf('\n', start);
    String line = text.substring(start, end < 0 ? text.length() : end).strip();
    char at = text.charAt(position);
    return isKey(at)
        ? error(position, "key cannot contain a space: \"" + line + "\"")
        : error(position, "unexpected character \"" + at + "\" in variable name \"" + line + "\"");
  }

  private SourceException error(int at, String message) {
    return new SourceException(
        List.of(new Problem(place(at), message, null, Code.BAD_ENV_FILE.toString())));
  }

  /** The place of the next key; lines are counted on from the one before. */
  private SourceLocation next(int at) {
    line += (int) text.substring(counted, at).chars().filter(c -> c == '\n').count();
    counted = at;
    return new SourceLocation(file, line, at - text.lastIndexOf('\n', at - 1));
  }

  private SourceLocation place(int at) {
    int end = Math.min(at, text.length());
    int line = (int) text.substring(0, end).chars().filter(c -> c == '\n').count() + 1;
    return new SourceLocation(file, line, end - text.lastIndexOf('\n', end - 1));
  }

  private static boolean isKey(char c) {
    return Character.isLetterOrDigit(c) || "_.-[]".indexOf(c) >= 0;
  }

  private boolean isSpace(int at) {
    return at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t');
  }

  private void skipSpaces() {
    while (isSpace(position)) {
      position++;
    }
  }

  private void toLineEnd() {
    int end = text.indexOf('\n', position);
    position = end < 0 ? text.length() : end + 1;
  }
}
