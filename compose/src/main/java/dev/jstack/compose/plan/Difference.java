package dev.jstack.compose.plan;

import dev.jstack.runtime.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * One field that differs. Written {@code environment.GREETING: "hello" → "hi"}.
 *
 * @param field path in the canonical form: {@code environment.X}, {@code ports[0].published}
 * @param before JSON value, or null if it was absent
 * @param after JSON value, or null if it is absent now
 */
record Difference(String field, @Nullable Object before, @Nullable Object after) {
  @Override
  public String toString() {
    return field + ": " + text(before) + " → " + text(after);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "(none)" : Json.write(value);
  }
}
