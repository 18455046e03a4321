package dev.jstack.compose.explain;

import dev.jstack.compose.shape.Shape;
import dev.jstack.compose.shape.ShapeTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A key of the table, and where in a file it stands.
 *
 * @param mapping the table's name for the mapping it belongs to
 * @param path {@code services.NAME.build.args}
 */
record KeyPlace(String mapping, String key, String path) {
  private static final ShapeTable TABLE = ShapeTable.compose();

  /** Where each mapping of the table is first met, from the margin inward. */
  private static final Map<String, String> PATHS = paths();

  Shape.Key shape() {
    return Objects.requireNonNull(TABLE.keys(mapping).keys().get(key));
  }

  /** All keys that dotted words can mean; names of services and list items may be left out. */
  static List<KeyPlace> find(String dotted) {
    List<String> words = List.of(dotted.replaceAll("\\[\\d*]", "").split("\\.", -1));
    List<KeyPlace> found = new ArrayList<>();
    PATHS.forEach((mapping, path) -> in(mapping, path, words).ifPresent(found::add));
    return found;
  }

  private static Optional<KeyPlace> in(String mapping, String path, List<String> words) {
    Shape.Key key = TABLE.keys(mapping).keys().get(words.getFirst());
    if (key == null) {
      return Optional.empty();
    }
    String place = join(path, words.getFirst());
    List<String> rest = words.subList(1, words.size());
    return rest.isEmpty()
        ? Optional.of(new KeyPlace(mapping, words.getFirst(), place))
        : below(key.shape(), place, rest);
  }

  private static Optional<KeyPlace> below(Shape shape, String path, List<String> words) {
    return switch (shape) {
      case Shape.Named(var name) -> in(name, path, words);
      case Shape.ListOf(var item, _) -> below(item, path, words);
      case Shape.Either(var shapes) ->
          shapes.stream().flatMap(s -> below(s, path, words).stream()).findFirst();
      case Shape.MapOf(var value) -> {
        Optional<KeyPlace> unnamed = below(value, path + ".NAME", words);
        yield unnamed.isPresent() || words.size() == 1
            ? unnamed
            : below(value, path + ".NAME", words.subList(1, words.size()));
      }
      case Shape.Single _, Shape.Word _, Shape.Any _ -> Optional.empty();
    };
  }

  private static Map<String, String> paths() {
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("project", "");
    List<String> queue = new ArrayList<>(paths.keySet());
    for (int i = 0; i < queue.size(); i++) {
      String mapping = queue.get(i);
      String path = String.valueOf(paths.get(mapping));
      TABLE
          .keys(mapping)
          .keys()
          .forEach((name, key) -> reach(key.shape(), join(path, name), paths, queue));
    }
    return paths;
  }

  private static void reach(
      Shape shape, String path, Map<String, String> paths, List<String> queue) {
    switch (shape) {
      case Shape.Named(var name) -> {
        if (paths.putIfAbsent(name, path) == null) {
          queue.add(name);
        }
      }
      case Shape.ListOf(var item, _) -> reach(item, path, paths, queue);
      case Shape.MapOf(var value) -> reach(value, path + ".NAME", paths, queue);
      case Shape.Either(var shapes) -> shapes.forEach(s -> reach(s, path, paths, queue));
      case Shape.Single _, Shape.Word _, Shape.Any _ -> {}
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
