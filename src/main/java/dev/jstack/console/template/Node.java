package dev.jstack.console.template;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A piece of a template. */
sealed interface Node {
  Flow render(Scope scope, StringBuilder out);

  /** How it goes on behind a node: as usual, with the loop's next round, or behind the loop. */
  enum Flow {
    ON,
    CONTINUE,
    BREAK
  }

  /** One after the other; a variable is known to those after it. */
  static Flow renderAll(List<Node> nodes, Scope scope, StringBuilder out) {
    Scope inner = scope;
    for (Node node : nodes) {
      if (node instanceof Declaration(var name, var value)) {
        inner = inner.with(name, value.evaluate(inner));
        continue;
      }
      Flow flow = node.render(inner, out);
      if (flow != Flow.ON) {
        return flow;
      }
    }
    return Flow.ON;
  }

  /** {@code {{break}}} or {@code {{continue}}}. */
  record Jump(Flow flow) implements Node {
    @Override
    public Flow render(Scope scope, StringBuilder out) {
      return flow;
    }
  }

  /** {@code {{$name = pipeline}}}; prints nothing. */
  record Assignment(String name, Expression value) implements Node {
    @Override
    public Flow render(Scope scope, StringBuilder out) {
      scope.variable(name).assign(value.evaluate(scope));
      return Flow.ON;
    }
  }

  /** {@code {{$name := pipeline}}}; prints nothing. */
  record Declaration(String name, Expression value) implements Node {
    @Override
    public Flow render(Scope scope, StringBuilder out) {
      var _ = value.evaluate(scope);
      return Flow.ON;
    }
  }

  /** Text outside the braces. */
  record Text(String text) implements Node {
    @Override
    public Flow render(Scope scope, StringBuilder out) {
      out.append(text);
      return Flow.ON;
    }
  }

  /** {@code {{pipeline}}}. */
  record Print(Expression value) implements Node {
    @Override
    public Flow render(Scope scope, StringBuilder out) {
      out.append(Values.text(value.evaluate(scope)));
      return Flow.ON;
    }
  }

  /**
   * {@code {{if}}}; with {@code rebind}, {@code {{with}}}: the dot becomes the value. A variable
   * has it, too, if there is a name.
   */
  record Choice(
      @Nullable String name,
      Expression condition,
      boolean rebind,
      List<Node> then,
      List<Node> otherwise)
      implements Node {
    @Override
    public Flow render(Scope scope, StringBuilder out) {
      Object value = condition.evaluate(scope);
      boolean holds = Values.truth(value);
      Scope named = name == null ? scope : scope.with(name, value);
      Scope inner = holds && rebind ? named.withDot(value) : named;
      return renderAll(holds ? then : otherwise, inner, out);
    }
  }

  /** {@code {{range}}} over a list, or over a map in the order of its keys. */
  record Range(
      Expression source,
      @Nullable String keyName,
      @Nullable String valueName,
      List<Node> body,
      List<Node> otherwise)
      implements Node {
    @Override
    public Flow render(Scope scope, StringBuilder out) {
      Object value = source.evaluate(scope);
      if (!Values.truth(value)) {
        return renderAll(otherwise, scope, out);
      }
      for (Map.Entry<Object, @Nullable Object> entry : entries(value)) {
        if (one(scope, entry.getKey(), entry.getValue(), out) == Flow.BREAK) {
          break;
        }
      }
      return Flow.ON;
    }

    private static List<Map.Entry<Object, @Nullable Object>> entries(@Nullable Object value) {
      List<Map.Entry<Object, @Nullable Object>> entries = new ArrayList<>();
      switch (value) {
        case Map<?, ?> map ->
            new TreeMap<>(map)
                .forEach((key, item) -> entries.add(new SimpleImmutableEntry<>(key, item)));
        case Collection<?> items -> {
          long index = 0;
          for (Object item : items) {
            entries.add(new SimpleImmutableEntry<>(index++, item));
          }
        }
        case null, default ->
            throw new TemplateException("range can't iterate over " + Values.text(value));
      }
      return entries;
    }

    private Flow one(Scope scope, Object key, @Nullable Object item, StringBuilder out) {
      Scope inner = scope.withDot(item);
      inner = keyName == null ? inner : inner.with(keyName, key);
      Scope full = valueName == null ? inner : inner.with(valueName, item);
      return renderAll(body, full, out);
    }
  }
}
