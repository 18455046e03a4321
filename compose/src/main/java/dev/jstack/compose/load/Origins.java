package dev.jstack.compose.load;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Sequence;
import dev.jstack.runtime.SourceLocation;
import dev.jstack.runtime.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where each single value of a canonical model comes from, and what it took the place of. */
public final class Origins {
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
  private final Map<String, SourceLocation> places = new LinkedHashMap<>();

  private Origins() {}

  /**
   * The origins of a model's values.
   *
   * @param canonical the model, or a part of it
   */
  public static Origins of(LoadedProject project, Map<String, @Nullable Object> canonical) {
    Origins origins = new Origins();
    origins.walk("", canonical, project.model());
    return origins;
  }

  /** The model as YAML, with a comment on each value. */
  public String yaml(Map<String, @Nullable Object> canonical) {
    return ConfigWriter.yaml(canonical, this::remark);
  }

  /** A list of all values, each with path, file, line, column, from and replaced. */
  public String json() {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    places.forEach((path, place) -> {
      Map<String, @Nullable Object> origin = new LinkedHashMap<>();
      origin.put("path", path);
      origin.put("value", values.get(path));
      origin.put("file", place.file());
      origin.put("line", place.line());
      origin.put("column", place.column());
      origin.put("from", place.history().ways());
      origin.put("replaced", place.history().replaced());
      list.add(origin);
    });
    return Json.pretty(list) + "\n";
  }

  private @Nullable String remark(String path) {
    SourceLocation place = places.get(path);
    return place == null ? null : words(place);
  }

  /** {@code compose.yaml:3:12, from variable TAG, .env:3:1, replaces "a" at base.yaml:2:5}. */
  static String words(SourceLocation place) {
    StringBuilder words = new StringBuilder(place.toString());
    String from = place.history().words();
    if (!from.isEmpty()) {
      words.append("; ").append(from);
    }
    place.history().replaced().forEach(old -> words.append("; replaces ").append(old));
    return words.toString().replace('\n', ' ');
  }

  private void walk(String path, @Nullable Object value, @Nullable Node node) {
    switch (value) {
      case Map<?, ?> map when !map.isEmpty() ->
          map.forEach((key, child) -> {
            String name = String.valueOf(key);
            Node below = node instanceof Mapping mapping ? mapping.get(name) : null;
            walk(path.isEmpty() ? name : path + "." + name, child, below);
          });
      case List<?> list when !list.isEmpty() -> {
        List<Node> items = node instanceof Sequence sequence ? sequence.items() : List.of();
        for (int i = 0; i < list.size(); i++) {
          walk(path + "[" + i + "]", list.get(i), i < items.size() ? items.get(i) : node);
        }
      }
      case null, default -> {
        if (node != null) {
          values.put(path, value);
          places.put(path, node.location());
        }
      }
    }
  }
}
