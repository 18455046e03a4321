package dev.jstack.compose.shape;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.shape.Shape.Keys;
import dev.jstack.compose.yaml.Directive;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks a file against the table. What comes back has only known keys and values of the right
 * type: everything else is reported and left out, so that later phases need not ask again. A key
 * without a value counts as absent where an earlier file or an extended service has one.
 */
public final class ShapeChecker {
  private static final ShapeTable TABLE = ShapeTable.compose();

  private final Problems problems;
  private final ScalarReader scalars;
  private final Mapping earlier;

  /**
   * @param earlier what the file will be merged over
   */
  public ShapeChecker(Problems problems, Mapping earlier) {
    this.problems = problems;
    this.scalars = new ScalarReader(problems);
    this.earlier = earlier;
  }

  /** The whole file. */
  public Mapping check(Mapping file) {
    return fixed(TABLE.keys("project"), file, "");
  }

  private Optional<Node> value(Shape shape, Node node, String path) {
    if (node.directive() == Directive.RESET) {
      return Optional.of(node);
    }
    return switch (shape) {
      case Shape.Any _ -> Optional.of(node);
      case Shape.Single(var type) -> scalars.read(type, node, path).map(n -> n);
      case Shape.Word(var words) -> scalars.word(words, node, path).map(n -> n);
      case Shape.Either either -> alternative(either, node, path);
      case Shape.ListOf list ->
          node instanceof Sequence sequence
              ? Optional.of(list(list, sequence, path))
              : wrong(shape, node, path);
      case Shape.MapOf(var item) ->
          node instanceof Mapping mapping
              ? Optional.of(map(item, mapping, path))
              : wrong(shape, node, path);
      case Shape.Named(var name) ->
          node instanceof Mapping mapping
              ? Optional.of(fixed(TABLE.keys(name), mapping, path))
              : wrong(shape, node, path);
    };
  }

  private Optional<Node> alternative(Shape.Either either, Node node, String path) {
    for (Shape shape : either.shapes()) {
      if (sameKind(shape, node)) {
        return value(shape, node, path);
      }
    }
    return wrong(either, node, path);
  }

  private static boolean sameKind(Shape shape, Node node) {
    return switch (shape) {
      case Shape.ListOf _ -> node instanceof Sequence;
      case Shape.MapOf _, Shape.Named _ -> node instanceof Mapping;
      case Shape.Single _, Shape.Word _ -> node instanceof Scalar;
      case Shape.Any _ -> true;
      case Shape.Either(var shapes) -> shapes.stream().anyMatch(s -> sameKind(s, node));
    };
  }

  private Sequence list(Shape.ListOf shape, Sequence list, String path) {
    List<Node> items = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      String place = path + "[" + i + "]";
      value(shape.item(), item, place).ifPresent(items::add);
      if (shape.unique() && item instanceof Scalar scalar && !seen.add(scalar.text())) {
        problems.error(
            Code.DUPLICATE_ITEM,
            item.location(),
            place + ": \"" + scalar.text() + "\" is there already");
      }
    }
    return list.withItems(items);
  }

  private Mapping map(Shape shape, Mapping map, String path) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    map.entries()
        .forEach((key, entry) -> {
          String child = join(path, key);
          if (!validName(path, key)) {
            problems.error(
                Code.BAD_NAME,
                entry.key(),
                child + ": names consist of letters, digits, \".\", \"_\" and \"-\"");
            return;
          }
          if (isNull(entry.value()) && shape instanceof Shape.Named(var name)) {
            nothing(name, child, entry).ifPresent(node -> entries.put(key, node));
            return;
          }
          value(shape, entry.value(), child)
              .ifPresent(node -> entries.put(key, new Mapping.Entry(entry.key(), node)));
        });
    return map.withEntries(entries);
  }

  /** Networks and volumes may be named without saying more; services may not. */
  private Optional<Mapping.Entry> nothing(String name, String path, Mapping.Entry entry) {
    switch (name) {
      case "service", "secret", "config", "model", "dependency" ->
          problems.error(
              Code.WRONG_TYPE,
              entry.key(),
              path + " must be a mapping, is nothing",
              name.equals("service") ? "it needs at least image or build" : null);
      case "attachment" -> {
        return Optional.of(entry);
      }
      default -> {
        return Optional.of(new Mapping.Entry(entry.key(), Mapping.empty(entry.key())));
      }
    }
    return Optional.empty();
  }

  private static boolean validName(String path, String key) {
    return switch (path) {
      case "services", "networks", "volumes", "configs", "secrets", "models" ->
          key.startsWith("x-") || key.chars().allMatch(ShapeChecker::isNameCharacter);
      default -> true;
    };
  }

  private static boolean isNameCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "._-".indexOf(c) >= 0;
  }

  private Mapping fixed(Keys table, Mapping mapping, String path) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    boolean extending = mapping.has("extends") && !isNull(mapping.get("extends"));
    Set<@Nullable String> meant = new HashSet<>();
    mapping
        .entries()
        .forEach((name, entry) -> {
          if (name.startsWith("x-")) {
            entries.put(name, entry);
            return;
          }
          Shape.Key key = table.keys().get(name);
          if (key == null) {
            meant.add(Advice.meant(name, table));
            unknown(table, name, entry, path);
            return;
          }
          key(key, entry, join(path, name), extending)
              .ifPresent(node -> entries.put(name, new Mapping.Entry(entry.key(), node)));
        });
    table
        .keys()
        .forEach((name, key) -> {
          if (key.required() && !mapping.has(name) && !meant.contains(name)) {
            problems.error(Code.MISSING_KEY, mapping.location(), join(path, name) + " is required");
          }
        });
    return mapping.withEntries(entries);
  }

  private Optional<Node> key(Shape.Key key, Mapping.Entry entry, String path, boolean extending) {
    Node node = entry.value();
    if (isNull(node) && node.directive() == Directive.NONE) {
      boolean known = extending || key.nullable() || has(earlier, path);
      return known ? nothing(entry, path) : wrong(key.shape(), node, path);
    }
    Shape.Treatment treatment = key.treatment();
    String text = node instanceof Scalar scalar ? scalar.text() : null;
    boolean told = treatment != null && treatment.warnsOf(text) && !isNo(node);
    if (treatment != null && told && node.directive() != Directive.RESET) {
      problems.warn(Code.NOT_HONOURED, entry.key(), path + " is not honoured: " + treatment.why());
    }
    return value(key.shape(), node, path);
  }

  /** Names may have dots, too. */
  private static boolean has(Mapping mapping, String path) {
    return mapping.has(path)
        || mapping.keys().stream()
            .filter(key -> path.startsWith(key + "."))
            .anyMatch(key -> has(mapping.mapping(key), path.substring(key.length() + 1)));
  }

  /** What asks for nothing is honoured. */
  private static boolean isNo(Node node) {
    return node instanceof Scalar scalar && scalar.text().equals("false");
  }

  /** A null command of a later file takes away that of an earlier one. */
  private static Optional<Node> nothing(Mapping.Entry entry, String path) {
    boolean clears = path.endsWith(".command") || path.endsWith(".entrypoint");
    return clears ? Optional.of(entry.value()) : Optional.empty();
  }

  private void unknown(Keys table, String name, Mapping.Entry entry, String path) {
    String where = path.isEmpty() ? "" : path + ": ";
    problems.error(
        Code.UNKNOWN_KEY,
        entry.key(),
        where + "unknown key \"" + name + "\"",
        Advice.unknownKey(name, table, entry.value(), path));
  }

  private Optional<Node> wrong(Shape shape, Node node, String path) {
    problems.error(
        Code.WRONG_TYPE,
        node.location(),
        path + " must be " + shape.expected() + ", is " + node.kind(),
        Advice.wrongKind(shape, node, path));
    return Optional.empty();
  }

  private static boolean isNull(@Nullable Node node) {
    return node instanceof Scalar scalar && scalar.isNull();
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
