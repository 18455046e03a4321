package dev.jstack.compose.read;

import dev.jstack.compose.text.GoDuration;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Typed values of canonical mappings. */
final class Values {
  private Values() {}

  static @Nullable Long number(Mapping owner, String key) {
    String text = owner.text(key);
    return text == null ? null : Long.valueOf(text);
  }

  static int number(Mapping owner, String key, int otherwise) {
    Long number = number(owner, key);
    return number == null ? otherwise : Math.toIntExact(number);
  }

  static long millis(Mapping owner, String key, long otherwise) {
    String text = owner.text(key);
    return text == null ? otherwise : GoDuration.nanos(text) / 1_000_000;
  }

  static boolean flag(Mapping owner, String key, boolean otherwise) {
    String text = owner.text(key);
    return text == null ? otherwise : Boolean.parseBoolean(text);
  }

  static String text(Mapping owner, String key, String otherwise) {
    String text = owner.text(key);
    return text == null ? otherwise : text;
  }

  /** The strings of a list; empty if there is none. */
  static List<String> strings(Mapping owner, String key) {
    return owner.sequence(key).items().stream().map(item -> ((Scalar) item).text()).toList();
  }

  /** The strings of a list, or null if there is none. */
  static @Nullable List<String> stringsOrNull(Mapping owner, String key) {
    return owner.get(key) instanceof Sequence ? strings(owner, key) : null;
  }

  /** The mappings of a list. */
  static <T> List<T> each(Mapping owner, String key, Function<Mapping, T> form) {
    List<T> list = new ArrayList<>();
    for (Node item : owner.sequence(key).items()) {
      list.add(form.apply((Mapping) item));
    }
    return list;
  }

  /** Names with values; those without one are left out. */
  static Map<String, String> dict(Mapping owner, String key) {
    Map<String, String> dict = new LinkedHashMap<>();
    owner
        .mapping(key)
        .entries()
        .forEach((name, entry) -> {
          if (entry.value() instanceof Scalar scalar && !scalar.isNull()) {
            dict.put(name, scalar.text());
          }
        });
    return dict;
  }

  /** Like {@link #dict}, but a name without a value has an empty one. */
  static Map<String, String> labels(Mapping owner) {
    Map<String, String> labels = new LinkedHashMap<>();
    owner
        .mapping("labels")
        .entries()
        .forEach((name, entry) -> labels.put(name, ((Scalar) entry.value()).text()));
    return labels;
  }
}
