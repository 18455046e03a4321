package dev.jstack.compose.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two canonical forms field by field. */
final class Differences {
  private final List<Difference> found = new ArrayList<>();

  private Differences() {}

  /** In the order of fields; lists of single values differ as a whole. */
  static List<Difference> between(Map<?, ?> before, Map<?, ?> after) {
    Differences differences = new Differences();
    differences.maps("", before, after);
    return differences.found;
  }

  private void compare(String field, @Nullable Object before, @Nullable Object after) {
    if (same(before, after)) {
      return;
    }
    if (before instanceof Map<?, ?> old && after instanceof Map<?, ?> now) {
      maps(field + ".", old, now);
    } else if (before instanceof List<?> old
        && after instanceof List<?> now
        && structured(old, now)) {
      lists(field, old, now);
    } else {
      found.add(new Difference(field, before, after));
    }
  }

  private void maps(String prefix, Map<?, ?> before, Map<?, ?> after) {
    TreeSet<String> keys = new TreeSet<>();
    before.keySet().forEach(key -> keys.add(String.valueOf(key)));
    after.keySet().forEach(key -> keys.add(String.valueOf(key)));
    keys.forEach(key -> compare(prefix + key, value(before, key), value(after, key)));
  }

  /** A key without a value, such as a network joined with no options, is there all the same. */
  private static @Nullable Object value(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null && map.containsKey(key) ? Map.of() : value;
  }

  private void lists(String field, List<?> before, List<?> after) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      compare(
          field + "[" + i + "]",
          i < before.size() ? before.get(i) : null,
          i < after.size() ? after.get(i) : null);
    }
  }

  private static boolean structured(List<?> before, List<?> after) {
    return before.stream().allMatch(item -> item instanceof Map)
        && after.stream().allMatch(item -> item instanceof Map);
  }

  /** JSON doesn't tell an int from a long. */
  private static boolean same(@Nullable Object before, @Nullable Object after) {
    if (before instanceof Number one && after instanceof Number other) {
      return one.toString().equals(other.toString());
    }
    return Objects.equals(before, after);
  }
}
