package dev.jstack.console.template;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a node sees: the dot and the variables, which may get other values.
 *
 * @param headings not null while headings are made: what stands above a field
 */
record Scope(
    @Nullable Object dot,
    Map<String, Variable> variables,
    @Nullable UnaryOperator<String> headings) {
  /** A variable; those who see the same one see its new value. */
  static final class Variable {
    private @Nullable Object value;

    Variable(@Nullable Object value) {
      this.value = value;
    }

    @Nullable Object value() {
      return value;
    }

    void assign(@Nullable Object other) {
      value = other;
    }
  }

  Variable variable(String name) {
    Variable variable = variables.get(name);
    if (variable == null) {
      throw new TemplateException("undefined variable \"" + name + "\"");
    }
    return variable;
  }

  /** The outermost scope, where {@code $} is the value itself. */
  static Scope of(Object root) {
    return new Scope(root, Map.of("$", new Variable(root)), null);
  }

  /** The scope in which a template makes the headings of its table. */
  static Scope ofHeadings(UnaryOperator<String> headings) {
    return new Scope("", Map.of("$", new Variable("")), headings);
  }

  Scope withDot(@Nullable Object value) {
    return new Scope(value, variables, headings);
  }

  Scope with(String name, @Nullable Object value) {
    Map<String, Variable> more = new HashMap<>(variables);
    more.put(name, new Variable(value));
    return new Scope(dot, more, headings);
  }
}
