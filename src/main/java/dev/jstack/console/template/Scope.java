package dev.jstack.console.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node sees: the dot and the variables. Immutable. */
record Scope(@Nullable Object dot, Map<String, @Nullable Object> variables) {
  /** The outermost scope, where {@code $} is the value itself. */
  Scope(Object root) {
    this(root, Map.of("$", root));
  }

  Scope withDot(@Nullable Object value) {
    return new Scope(value, variables);
  }

  Scope with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new HashMap<>(variables);
    more.put(name, value);
    return new Scope(dot, more);
  }
}
