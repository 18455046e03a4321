package dev.jstack.compose.shape;

import dev.jstack.compose.shape.Shape.Keys;
import dev.jstack.compose.text.Nearest;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What to do about keys that don't exist and values of the wrong kind. */
final class Advice {
  private static final ShapeTable TABLE = ShapeTable.compose();

  /** Words that people use, and Compose doesn't. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("memory", "mem_limit"),
          Map.entry("cpu", "cpus"),
          Map.entry("env", "environment"),
          Map.entry("cmd", "command"),
          Map.entry("args", "command"),
          Map.entry("workdir", "working_dir"),
          Map.entry("cwd", "working_dir"),
          Map.entry("hosts", "extra_hosts"),
          Map.entry("file", "path"),
          Map.entry("needs", "depends_on"),
          Map.entry("requires", "depends_on"),
          Map.entry("capabilities", "cap_add"),
          Map.entry("grace_period", "stop_grace_period"));

  private Advice() {}

  /** The key that was meant, or null. */
  static @Nullable String meant(String name, Keys table) {
    Set<String> known = table.keys().keySet();
    String near = Nearest.of(name, known);
    String synonym = SYNONYMS.get(name);
    return near == null && synonym != null && known.contains(synonym) ? synonym : near;
  }

  /** About a key that isn't in the table. */
  static @Nullable String unknownKey(String name, Keys table, Node value, String path) {
    String meant = meant(name, table);
    if (meant != null) {
      return "did you mean \"" + meant + "\"?";
    }
    Set<String> sections = TABLE.keys("project").keys().keySet();
    if (path.startsWith("services.") && sections.contains(path.substring("services.".length()))) {
      return "\"" + path.substring(9) + "\" is no service: it stands at the margin";
    }
    if (path.isEmpty() && value instanceof Mapping service) {
      return service.has("image") || service.has("build")
          ? "services stand below \"services:\", indented"
          : null;
    }
    String below = below(name, table);
    return below == null ? null : "it belongs below " + below;
  }

  /** Where a key stands in the mappings of a table's keys: {@code deploy} for {@code replicas}. */
  private static @Nullable String below(String name, Keys table) {
    record Step(Keys keys, String path) {}
    Deque<Step> queue = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    queue.add(new Step(table, ""));
    while (!queue.isEmpty()) {
      Step step = queue.remove();
      if (!step.path().isEmpty() && step.keys().keys().containsKey(name)) {
        return step.path();
      }
      step.keys()
          .keys()
          .forEach((key, shape) -> {
            String mapping = mapping(shape.shape());
            if (mapping != null && seen.add(mapping)) {
              String path = step.path().isEmpty() ? key : step.path() + "." + key;
              queue.add(new Step(TABLE.keys(mapping), path));
            }
          });
    }
    return null;
  }

  private static @Nullable String mapping(Shape shape) {
    return switch (shape) {
      case Shape.Named(var name) -> name;
      case Shape.ListOf(var item, _) -> mapping(item);
      case Shape.Either(var shapes) ->
          shapes.stream().map(Advice::mapping).filter(m -> m != null).findFirst().orElse(null);
      case Shape.MapOf _, Shape.Single _, Shape.Word _, Shape.Any _ -> null;
    };
  }

  /** About a value of another kind than its shape wants. */
  static @Nullable String wrongKind(Shape shape, Node node, String path) {
    String text = node instanceof Scalar scalar ? scalar.source() : "";
    boolean list = shape instanceof Shape.ListOf || either(shape, Shape.ListOf.class);
    boolean mapping = !list && !(shape instanceof Shape.Single);
    if (node instanceof Scalar scalar && scalar.isNull()) {
      return "give it a value, or remove the line";
    }
    if (text.matches("-[^\\s-].*") && list) {
      return "a space is missing after the dash";
    }
    if (text.matches("[a-z_]+:\\S.*") && mapping) {
      return "a space is missing after the colon";
    }
    if (list && !text.isEmpty()) {
      return "write it as a list: [\"" + text + "\"]";
    }
    if (path.matches("services\\.[^.]+") && !text.isEmpty()) {
      return "write {image: " + text + "}";
    }
    if (node instanceof Sequence && mapping) {
      return "write \"name:\" and what belongs to it below, instead of \"- name\"";
    }
    return list && node instanceof Mapping ? "write \"- \" before each item" : null;
  }

  private static boolean either(Shape shape, Class<? extends Shape> kind) {
    return shape instanceof Shape.Either(var shapes) && shapes.stream().anyMatch(kind::isInstance);
  }
}
