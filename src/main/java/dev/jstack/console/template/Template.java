package dev.jstack.console.template;

import dev.jstack.runtime.JstackException;
import java.util.List;

/**
 * A parsed {@code --format} template. Knows {@code {{.A.B}}}, {@code index}, {@code if/else/end},
 * {@code range} (with {@code $k, $v}), {@code with}, pipes, and the functions of {@link Functions}.
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
    StringBuilder out = new StringBuilder();
    Scope scope = new Scope(value);
    try {
      for (Node node : nodes) {
        node.render(scope, out);
      }
    } catch (TemplateException e) {
      throw new JstackException("template: " + e.getMessage(), e);
    }
    return out.toString();
  }
}
