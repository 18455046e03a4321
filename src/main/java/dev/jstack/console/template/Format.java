package dev.jstack.console.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code printf} with Go's verbs. */
final class Format {
  private static final Pattern VERB =
      Pattern.compile("%([-+# 0]*)(\\d*)(?:\\.(\\d*))?([a-zA-Z%])|%");

  private final Matcher verb;
  private final Iterator<@Nullable Object> values;

  private Format(String format, List<@Nullable Object> values) {
    this.verb = VERB.matcher(format);
    this.values = values.iterator();
  }

  /** As {@code fmt.Sprintf}; a mistake is in the text as Go has it there: {@code %!d(MISSING)}. */
  static String of(String format, List<@Nullable Object> values) {
    return new Format(format, values).text();
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    while (verb.find()) {
      verb.appendReplacement(out, Matcher.quoteReplacement(one()));
    }
    verb.appendTail(out);
    StringBuilder extra = new StringBuilder();
    values.forEachRemaining(value ->
        extra
            .append(extra.isEmpty() ? "" : ", ")
            .append(type(value))
            .append('=')
            .append(Values.text(value)));
    return extra.isEmpty() ? out.toString() : out + "%!(EXTRA " + extra + ")";
  }

  private String one() {
    String letter = verb.group(4);
    if (letter == null) {
      return "%!(NOVERB)";
    }
    if (letter.equals("%")) {
      return "%";
    }
    if (!values.hasNext()) {
      return "%!" + letter + "(MISSING)";
    }
    return padded(converted(letter.charAt(0), values.next()));
  }

  private String converted(char letter, @Nullable Object value) {
    String text =
        switch (letter) {
          case 'v' -> Values.text(value);
          case 's' -> value instanceof Number || value instanceof Boolean ? null : cut(value);
          case 'q' -> value instanceof CharSequence ? quoted(Values.text(value)) : null;
          case 't' -> value instanceof Boolean ? value.toString() : null;
          case 'T' -> type(value);
          case 'd', 'b', 'o', 'c', 'U' ->
              value instanceof Long || value instanceof Integer
                  ? whole(letter, ((Number) value).longValue())
                  : null;
          case 'x', 'X' -> hex(letter, value);
          case 'f', 'F', 'e', 'E', 'g', 'G' ->
              value instanceof Double number ? decimal(letter, number) : null;
          default -> null;
        };
    return text != null ? text : "%!" + letter + "(" + type(value) + "=" + Values.text(value) + ")";
  }

  private String cut(@Nullable Object value) {
    String text = Values.text(value);
    String precision = verb.group(3);
    return precision == null || precision.isEmpty()
        ? text
        : text.substring(0, Math.min(text.length(), Integer.parseInt(precision)));
  }

  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t")
        + '"';
  }

  private String whole(char letter, long value) {
    String sign = verb.group(1).contains("+") && value >= 0 ? "+" : "";
    return switch (letter) {
      case 'b' -> Long.toBinaryString(value);
      case 'o' -> Long.toOctalString(value);
      case 'c' -> Character.toString((int) value);
      case 'U' -> String.format(Locale.ROOT, "U+%04X", value);
      default -> sign + value;
    };
  }

  private static @Nullable String hex(char letter, @Nullable Object value) {
    String text =
        switch (value) {
          case Long number -> Long.toHexString(number);
          case Integer number -> Integer.toHexString(number);
          case String string ->
              string
                  .chars()
                  .mapToObj(c -> String.format(Locale.ROOT, "%02x", c))
                  .reduce("", String::concat);
          case null, default -> null;
        };
    return text == null || letter == 'x' ? text : text.toUpperCase(Locale.ROOT);
  }

  private String decimal(char letter, double value) {
    String precision = verb.group(3);
    if (letter == 'g' || letter == 'G') {
      return Values.text(value);
    }
    int places = precision == null ? 6 : precision.isEmpty() ? 0 : Integer.parseInt(precision);
    return letter == 'f' || letter == 'F'
        ? new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString()
        : String.format(Locale.ROOT, "%." + places + letter, value);
  }

  private String padded(String text) {
    int width = verb.group(2).isEmpty() ? 0 : Integer.parseInt(verb.group(2));
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    if (verb.group(1).contains("-")) {
      return text + " ".repeat(missing);
    }
    boolean zeros = verb.group(1).contains("0") && !verb.group(4).matches("[sqvTt]");
    boolean negative = zeros && text.startsWith("-");
    return (negative ? "-" : "")
        + (zeros ? "0" : " ").repeat(missing)
        + (negative ? text.substring(1) : text);
  }

  private static String type(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case Boolean _ -> "bool";
      case Double _ -> "float64";
      case Number _ -> "int";
      case CharSequence _ -> "string";
      case Collection<?> _ -> "[]interface {}";
      case Map<?, ?> _ -> "map[string]interface {}";
      default -> value.getClass().getSimpleName();
    };
  }
}
