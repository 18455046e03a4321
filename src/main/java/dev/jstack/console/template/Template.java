package dev.jstack.console.template;

import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A parsed {@code --format} template of Go's: fields, variables, pipes, {@code if}, {@code range},
 * {@code with}, {@code break}, {@code continue}, and the functions of {@link Functions}; no nested
 * templates.
 */
public final class Template {
  private final List<Node> nodes;

  private Template(List<Node> nodes) {
    this.nodes = nodes;
  }

  /** Parses; a mistake is a {@link JstackException} that quotes the template. */
  public static Template parse(String text) {
    try {
      return new Template(new Parser(text).parse());
    } catch (TemplateException e) {
      throw new JstackException("template parsing error: " + e.getMessage() + ": " + text, e);
    }
  }

  /** The text for one value: a map, a list, or a plain value. */
  public String render(Object value) {
    return render(Scope.of(value));
  }

  /**
   * The headings of a table that has this template for each row: {@code names} says what a field's
   * is, and functions leave them as they are.
   */
  public String heading(UnaryOperator<String> names) {
    return render(Scope.ofHeadings(names));
  }

  private String render(Scope scope) {
    StringBuilder out = new StringBuilder();
    try {
      Node.renderAll(nodes, scope, out);
    } catch (TemplateException e) {
      throw new JstackException("template: " + e.getMessage(), e);
    }
    return out.toString();
  }
}
