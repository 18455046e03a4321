package dev.jstack.console.template;

import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.json.Shape;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions of Docker's templates and the built-in ones of Go's that are useful there. */
final class Functions {
  private static final Set<String> NAMES =
      Set.of(
          "json",
          "join",
          "lower",
          "upper",
          "title",
          "split",
          "println",
          "print",
          "printf",
          "len",
          "index",
          "eq",
          "ne",
          "lt",
          "gt",
          "le",
          "ge",
          "and",
          "or",
          "not",
          "pad",
          "truncate",
          "slice",
          "js",
          "html",
          "urlquery");
  private static final Set<String> OF_HEADINGS =
      Set.of("json", "lower", "upper", "title", "truncate");
  private static final Pattern FIRST_OF_WORD = Pattern.compile("(?<![\\p{L}\\p{N}_])\\p{Ll}");

  private Functions() {}

  static boolean known(String name) {
    return NAMES.contains(name);
  }

  /** Whether the function leaves the heading of a column as it is. */
  static boolean keepsHeadings(String name) {
    return OF_HEADINGS.contains(name);
  }

  static @Nullable Object call(String name, List<@Nullable Object> a) {
    return switch (name) {
      case "json" -> json(a.getFirst());
      case "join" -> join(a.get(0), Values.text(a.get(1)));
      case "split" ->
          Arrays.asList(Values.text(a.get(0)).split(Pattern.quote(Values.text(a.get(1)))));
      case "lower" -> Values.text(a.getFirst()).toLowerCase(Locale.ROOT);
      case "upper" -> Values.text(a.getFirst()).toUpperCase(Locale.ROOT);
      case "title" -> title(Values.text(a.getFirst()));
      case "print" -> print(a);
      case "println" -> a.stream().map(Values::text).collect(Collectors.joining(" ")) + "\n";
      case "printf" -> Format.of(Values.text(a.getFirst()), a.subList(1, a.size()));
      case "eq" -> a.stream().skip(1).anyMatch(other -> compare(name, a.getFirst(), other));
      case "len" -> Values.length(a.getFirst());
      case "index" -> index(a);
      case "not" -> !Values.truth(a.getFirst());
      case "and" -> a.stream().filter(v -> !Values.truth(v)).findFirst().orElse(a.getLast());
      case "or" -> a.stream().filter(Values::truth).findFirst().orElse(a.getLast());
      case "pad" ->
          " ".repeat(number(a.get(1))) + Values.text(a.getFirst()) + " ".repeat(number(a.get(2)));
      case "truncate" -> truncate(Values.text(a.get(0)), number(a.get(1)));
      case "slice" -> slice(a);
      case "js" -> js(print(a));
      case "html" -> html(print(a));
      case "urlquery" -> URLEncoder.encode(print(a), StandardCharsets.UTF_8);
      default -> compare(name, a.get(0), a.get(1));
    };
  }

  private static String json(@Nullable Object value) {
    return value == null || value == Expression.Nil.POINTER || Shape.isNil(value)
        ? "null"
        : Json.write(value);
  }

  private static String join(@Nullable Object items, String separator) {
    if (!(items instanceof Collection<?> list)) {
      throw new TemplateException("join needs a list");
    }
    return list.stream().map(Values::text).collect(Collectors.joining(separator));
  }

  /** As {@code fmt.Sprint}: with a blank between two of which neither is a text. */
  private static String print(List<@Nullable Object> values) {
    StringBuilder out = new StringBuilder();
    Object before = "";
    for (Object value : values) {
      boolean apart = !(before instanceof CharSequence) && !(value instanceof CharSequence);
      out.append(apart ? " " : "").append(Values.text(value));
      before = value;
    }
    return out.toString();
  }

  private static String title(String text) {
    return FIRST_OF_WORD
        .matcher(text)
        .replaceAll(letter -> letter.group().toUpperCase(Locale.ROOT));
  }

  private static Object slice(List<@Nullable Object> a) {
    Object value = a.getFirst();
    int from = a.size() > 1 ? number(a.get(1)) : 0;
    try {
      return value instanceof List<?> list
          ? list.subList(from, a.size() > 2 ? number(a.get(2)) : list.size())
          : Values.text(value)
              .substring(from, a.size() > 2 ? number(a.get(2)) : Values.text(value).length());
    } catch (IndexOutOfBoundsException e) {
      throw new TemplateException("slice index out of range: " + e.getMessage());
    }
  }

  private static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }

  private static String js(String text) {
    return text.replace("\\", "\\\\")
        .replace("'", "\\'")
        .replace("\"", "\\\"")
        .replace("<", "\\u003C")
        .replace(">", "\\u003E")
        .replace("&", "\\u0026")
        .replace("=", "\\u003D")
        .replace("\n", "\\u000A");
  }

  private static String truncate(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static int number(@Nullable Object value) {
    return value instanceof Number number ? number.intValue() : 0;
  }

  private static @Nullable Object index(List<@Nullable Object> a) {
    Object value = a.getFirst();
    for (Object key : a.subList(1, a.size())) {
      value =
          switch (value) {
            case null -> null;
            case Map<?, ?> map -> map.containsKey(key) ? map.get(key) : zeroLike(map);
            case List<?> list when number(key) < list.size() -> list.get(number(key));
            default -> throw new TemplateException("can't index " + Values.text(value));
          };
    }
    return value;
  }

  /** What Go finds in the place of a key that a map hasn't: the zero of its values' type. */
  private static @Nullable Object zeroLike(Map<?, ?> map) {
    Object other = map.isEmpty() ? "" : map.values().iterator().next();
    return switch (other) {
      case String _ -> "";
      case Number _ -> 0L;
      case Collection<?> _ -> List.of();
      case null, default -> null;
    };
  }

  private static boolean compare(String name, @Nullable Object left, @Nullable Object right) {
    int order =
        left instanceof Number a && right instanceof Number b
            ? Double.compare(a.doubleValue(), b.doubleValue())
            : Objects.equals(left, right) ? 0 : Values.text(left).compareTo(Values.text(right));
    return switch (name) {
      case "eq" -> order == 0;
      case "ne" -> order != 0;
      case "lt" -> order < 0;
      case "gt" -> order > 0;
      case "le" -> order <= 0;
      case "ge" -> order >= 0;
      default -> throw new TemplateException("function \"" + name + "\" not defined");
    };
  }
}
