package dev.jstack.console.template;

import dev.jstack.runtime.json.Struct;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How Go sees a value: its truth and its text. */
final class Values {
  private Values() {}

  /** False for null, false, 0, and what is empty. */
  static boolean truth(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Expression.Nil _ -> false;
      case Boolean bool -> bool;
      case Number number -> number.doubleValue() != 0;
      case CharSequence text -> !text.isEmpty();
      case Collection<?> items -> !items.isEmpty();
      case Struct _ -> true;
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  /** As {@code fmt.Print}: {@code [a b]}, {@code map[k:v]}, {@code {v w}}, {@code <no value>}. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "<no value>";
      case Collection<?> items ->
          items.stream().map(Values::text).collect(Collectors.joining(" ", "[", "]"));
      case Struct struct ->
          struct.fields().values().stream()
              .map(field -> field == null ? "<nil>" : text(field))
              .collect(Collectors.joining(" ", "{", "}"));
      case Map<?, ?> map ->
          new TreeMap<>(map)
              .entrySet().stream()
                  .map(entry -> entry.getKey() + ":" + text(entry.getValue()))
                  .collect(Collectors.joining(" ", "map[", "]"));
      case Double number -> decimal(number);
      default -> value.toString();
    };
  }

  private static String decimal(double number) {
    String text = Double.toString(number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** The number of elements or characters. */
  static long length(@Nullable Object value) {
    return switch (value) {
      case CharSequence text -> text.length();
      case Collection<?> items -> items.size();
      case Map<?, ?> map -> map.size();
      case null, default -> throw new TemplateException("len of " + text(value));
    };
  }
}
