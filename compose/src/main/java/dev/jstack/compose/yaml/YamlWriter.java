package dev.jstack.compose.yaml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes plain lists, maps and scalars as YAML, quoting as go-yaml does, so that the result reads
 * like docker compose's.
 */
public final class YamlWriter {
  /** Strings that YAML 1.1 or 1.2 would take for something else. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "|~|null|Null|NULL|[yYnN]|(?i:yes|no|on|off|true|false)"
              + "|[-+]?(0x[0-9a-fA-F_]+|0o?[0-7_]+|0b[01_]+)"
              + "|[-+]?(\\.[0-9_]+|[0-9][0-9_]*(\\.[0-9_]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?"
              + "|[-+]?\\.(?i:inf)|\\.(?i:nan)|\\d{4}-\\d{1,2}-\\d{1,2}([Tt ].*)?");

  private static final Pattern NOT_PLAIN =
      Pattern.compile(
          "[-?:]( .*|$)|[,\\[\\]{}#&*!|>'\"%@`].*|.*: .*|.*:$|.* #.*| .*|.* |---.*|\\.\\.\\..*",
          Pattern.DOTALL);

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\\n]]|\\uFEFF");

  /** No word that means something to YAML is longer than {@code false}. */
  private static final int LONGEST_WORD = 5;

  private final StringBuilder out = new StringBuilder();
  private final UnaryOperator<String> form;
  private final @Nullable Remarks remarks;

  /** Texts as they were written; keys and words come again and again. */
  private final Map<String, String> known = new HashMap<>();

  private YamlWriter(UnaryOperator<String> form, @Nullable Remarks remarks) {
    this.form = form;
    this.remarks = remarks;
  }

  /** What to say about values. */
  @FunctionalInterface
  public interface Remarks {
    /** A comment on the value at a path like {@code services.web.ports[0]}, or null. */
    @Nullable String on(String path);
  }

  /** The document, ending in a newline. */
  public static String write(Map<String, ? extends @Nullable Object> document) {
    return write(document, UnaryOperator.identity(), null);
  }

  /**
   * The document, perhaps with comments at the ends of lines.
   *
   * @param form what is written in place of a key or string
   */
  public static String write(
      Map<String, ? extends @Nullable Object> document,
      UnaryOperator<String> form,
      @Nullable Remarks remarks) {
    if (document.isEmpty()) {
      return "{}\n";
    }
    YamlWriter writer = new YamlWriter(form, remarks);
    writer.entries(document, "", 0);
    return writer.out.toString();
  }

  private void entries(Map<?, ?> map, String path, int indent) {
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        out.append(" ".repeat(indent));
      }
      first = false;
      String key = String.valueOf(entry.getKey());
      out.append(scalar(key)).append(':');
      value(entry.getValue(), remarks == null ? path : inner(path, key), indent);
    }
  }

  private static String inner(String path, String key) {
    return path.isEmpty() ? key : path + '.' + key;
  }

  /** What follows a colon. */
  private void value(@Nullable Object value, String path, int indent) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() -> {
        out.append('\n').append(" ".repeat(indent + 2));
        entries(map, path, indent + 2);
      }
      case List<?> list when !list.isEmpty() -> {
        out.append('\n');
        items(list, path, indent + 2);
      }
      case null, default -> {
        out.append(' ');
        single(value, path, indent + 2);
      }
    }
  }

  private void items(List<?> list, String path, int indent) {
    int index = 0;
    for (Object item : list) {
      String place = remarks == null ? path : path + '[' + index++ + ']';
      out.append(" ".repeat(indent)).append("- ");
      switch (item) {
        case Map<?, ?> map when !map.isEmpty() -> entries(map, place, indent + 2);
        case List<?> inner when !inner.isEmpty() -> {
          out.setLength(out.length() - 1);
          out.append('\n');
          items(inner, place, indent + 2);
        }
        case null, default -> single(item, place, indent + 2);
      }
    }
  }

  private void single(@Nullable Object value, String path, int indent) {
    String remark = remarks == null ? null : remarks.on(path);
    String end = remark == null ? "\n" : " # " + remark + "\n";
    switch (value) {
      case null -> out.append("null").append(end);
      case Map<?, ?> _ -> out.append("{}").append(end);
      case List<?> _ -> out.append("[]").append(end);
      case String text when isBlock(text) -> block(form.apply(text), end, indent);
      case String text -> out.append(scalar(text)).append(end);
      default -> out.append(ScalarText.of(value)).append(end);
    }
  }

  private static boolean isBlock(String text) {
    return text.indexOf('\n') >= 0
        && !UNPRINTABLE.matcher(text).find()
        && !Character.isWhitespace(text.charAt(0));
  }

  private void block(String text, String end, int indent) {
    String chomp = text.endsWith("\n\n") ? "+" : text.endsWith("\n") ? "" : "-";
    out.append('|').append(chomp).append(end);
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    for (String line : body.split("\n", -1)) {
      out.append(line.isEmpty() ? "" : " ".repeat(indent)).append(line).append('\n');
    }
  }

  /** Most strings are so plain that nothing about them needs to be asked. */
  private static boolean isHarmless(String text) {
    if (text.length() <= LONGEST_WORD || !isLetter(text.charAt(0)) || text.endsWith(":")) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && (c < '0' || c > '9') && "_./:-=".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private String scalar(String text) {
    return known.computeIfAbsent(text, key -> quoted(form.apply(key)));
  }

  private static String quoted(String text) {
    if (isHarmless(text)) {
      return text;
    }
    if (AMBIGUOUS.matcher(text).matches()) {
      return '"' + text + '"';
    }
    if (text.indexOf('\n') >= 0 || UNPRINTABLE.matcher(text).find()) {
      return escaped(text);
    }
    return NOT_PLAIN.matcher(text).matches() ? "'" + text.replace("'", "''") + "'" : text;
  }

  private static String escaped(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case '\r' -> quoted.append("\\r");
            default -> {
              if (c < 0x20 || c == 0x7f) {
                quoted.append(String.format("\\x%02x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
