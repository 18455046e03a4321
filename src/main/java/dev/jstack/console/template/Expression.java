package dev.jstack.console.template;

import dev.jstack.runtime.json.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Something with a value. */
sealed interface Expression {
  @Nullable Object evaluate(Scope scope);

  /** A string, number or boolean in the template. */
  record Literal(Object value) implements Expression {
    @Override
    public Object evaluate(Scope scope) {
      return value;
    }
  }

  /** {@code $name}; {@code $} alone is the root. */
  record Variable(String name) implements Expression {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      return scope.variable(name).value();
    }
  }

  /** The dot. */
  record Dot() implements Expression {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      return scope.dot();
    }
  }

  /**
   * {@code base.Field}. A struct has all of its fields, and no other; a name that a map hasn't is
   * null, but for an error at the top.
   */
  record Field(Expression base, String name) implements Expression {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      if (scope.headings() != null) {
        return scope.headings().apply(name);
      }
      Object value = base.evaluate(scope);
      if (value == null) {
        return null;
      }
      if (value instanceof Struct struct) {
        return ofStruct(struct);
      }
      if (!(value instanceof Map<?, ?> map)) {
        throw new TemplateException("can't evaluate field " + name + " in " + Values.text(value));
      }
      if (base instanceof Dot && !map.containsKey(name)) {
        throw new TemplateException("no field \"" + name + "\"; there are " + map.keySet());
      }
      return map.get(name);
    }

    private Object ofStruct(Struct struct) {
      Map<String, @Nullable Object> fields = struct.fields();
      String known =
          struct
              .fieldName(name)
              .orElseThrow(() ->
                  new TemplateException("no field \"" + name + "\"; there are " + fields.keySet()));
      Object value = fields.get(known);
      return value == null ? Nil.POINTER : value;
    }
  }

  /** A Go pointer that leads nowhere; it has no fields. */
  enum Nil {
    POINTER;

    @Override
    public String toString() {
      return "<nil>";
    }
  }

  /** {@code .Label "name"}: a field that is asked something. */
  record Method(Expression field, Expression argument) implements Expression {
    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Object evaluate(Scope scope) {
      Object method = field.evaluate(scope);
      if (scope.headings() != null) {
        return heading(Values.text(argument.evaluate(scope)));
      }
      if (!(method instanceof UnaryOperator<?>)) {
        throw new TemplateException(Values.text(method) + " takes no arguments");
      }
      return ((UnaryOperator<String>) method).apply(Values.text(argument.evaluate(scope)));
    }

    /** As docker calls a label's column: {@code com.acme.build-date} is {@code build date}. */
    private static String heading(String label) {
      return label.substring(label.lastIndexOf('.') + 1).replaceAll("[-_]", " ");
    }
  }

  /** A function applied to its arguments. */
  record Call(String name, List<Expression> arguments) implements Expression {
    @Override
    public @Nullable Object evaluate(Scope scope) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Expression argument : arguments) {
        values.add(argument.evaluate(scope));
      }
      boolean heading = scope.headings() != null && Functions.keepsHeadings(name);
      return heading ? values.getFirst() : Functions.call(name, values);
    }
  }
}
