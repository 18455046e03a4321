package dev.jstack.console.template;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A piece of a template. */
sealed interface Node {
  void render(Scope scope, StringBuilder out);

  /** One after the other; a variable is known to those after it. */
  static void renderAll(List<Node> nodes, Scope scope, StringBuilder out) {
    Scope inner = scope;
    for (Node node : nodes) {
      if (node instanceof Declaration(var name, var value)) {
        inner = inner.with(name, value.evaluate(inner));
      } else {
        node.render(inner, out);
      }
    }
  }

  /** {@code {{$name := pipeline}}}; prints nothing. */
  record Declaration(String name, Expression value) implements Node {
    @Override
    public void render(Scope scope, StringBuilder out) {
      var _ = value.evaluate(scope);
    }
  }

  /** Text outside the braces. */
  record Text(String text) implements Node {
    @Override
    public void render(Scope scope, StringBuilder out) {
      out.append(text);
    }
  }

  /** {@code {{pipeline}}}. */
  record Print(Expression value) implements Node {
    @Override
    public void render(Scope scope, StringBuilder out) {
      out.append(Values.text(value.evaluate(scope)));
    }
  }

  /** {@code {{if}}}; with {@code rebind}, {@code {{with}}}: the dot becomes the value. */
  record Choice(Expression condition, boolean rebind, List<Node> then, List<Node> otherwise)
      implements Node {
    @Override
    public void render(Scope scope, StringBuilder out) {
      Object value = condition.evaluate(scope);
      boolean holds = Values.truth(value);
      Scope inner = holds && rebind ? scope.withDot(value) : scope;
      renderAll(holds ? then : otherwise, inner, out);
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
    public void render(Scope scope, StringBuilder out) {
      Object value = source.evaluate(scope);
      if (!Values.truth(value)) {
        renderAll(otherwise, scope, out);
      } else if (value instanceof Map<?, ?> map) {
        new TreeMap<>(map).forEach((key, item) -> one(scope, key, item, out));
      } else if (value instanceof Collection<?> items) {
        long index = 0;
        for (Object item : items) {
          one(scope, index++, item, out);
        }
      } else {
        throw new TemplateException("range can't iterate over " + Values.text(value));
      }
    }

    private void one(Scope scope, @Nullable Object key, @Nullable Object item, StringBuilder out) {
      Scope inner = scope.withDot(item);
      inner = keyName == null ? inner : inner.with(keyName, key);
      Scope full = valueName == null ? inner : inner.with(valueName, item);
      renderAll(body, full, out);
    }
  }
}
