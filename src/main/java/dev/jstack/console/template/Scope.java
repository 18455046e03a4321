package dev.jstack.console.template;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a node sees: the dot and the variables. Immutable.
 *
 * @param headings not null while headings are made: what stands above a field
 */
record Scope(
    @Nullable Object dot,
    Map<String, @Nullable Object> variables,
    @Nullable UnaryOperator<String> headings) {
  /** The outermost scope, where {@code $} is the value itself. */
  static Scope of(Object root) {
    return new Scope(root, Map.of("$", root), null);
  }

  /** The scope in which a template makes the headings of its table. */
  static Scope ofHeadings(UnaryOperator<String> headings) {
    return new Scope("", Map.of("$", ""), headings);
  }

  Scope withDot(@Nullable Object value) {
    return new Scope(value, variables, headings);
  }

  Scope with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> more = new HashMap<>(variables);
    more.put(name, value);
    return new Scope(dot, more, headings);
  }
}
