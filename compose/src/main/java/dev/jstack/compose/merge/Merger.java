package dev.jstack.compose.merge;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Directive;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Merges canonical files (Compose Specification, Merge and override): mappings key by key, lists by
 * appending what is new, single values by replacing; {@code !reset} removes, {@code !override}
 * replaces.
 */
public final class Merger {
  private static final Pattern REPLACED =
      Pattern.compile(
          "services\\..+\\.(command|entrypoint|healthcheck\\.test|(build\\.)?ulimits\\..+)"
              + "|.*\\.(post_start|pre_stop|exec)\\.command");

  private final Problems problems;
  private final PublishedTwice ports;

  public Merger(Problems problems) {
    this.problems = problems;
    this.ports = new PublishedTwice(problems);
  }

  /** A file over another; {@code base} may be empty. */
  public Mapping merge(Mapping base, Mapping over) {
    return mapping(base, over, "");
  }

  /** A service over the one it extends. */
  public Mapping service(Mapping base, Mapping over, String name) {
    return mapping(base, over, "services." + name);
  }

  private Mapping mapping(Mapping base, Mapping over, String path) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>(base.entries());
    over.entries()
        .forEach((key, entry) -> {
          Mapping.Entry old = base.entries().get(key);
          String child = path.isEmpty() ? key : path + "." + key;
          Optional<Node> merged = node(old == null ? null : old.value(), entry.value(), child);
          merged.ifPresentOrElse(
              node -> entries.put(key, new Mapping.Entry(entry.key(), node)),
              () -> entries.remove(key));
        });
    return over.withEntries(entries).with(Directive.NONE);
  }

  private Optional<Node> node(@Nullable Node base, Node over, String path) {
    if (over.directive() == Directive.RESET) {
      return Optional.empty();
    }
    if (base == null || (base instanceof Scalar nothing && nothing.isNull())) {
      return Optional.of(settled(over, path));
    }
    if (over.directive() == Directive.OVERRIDE || replaced(path)) {
      return Optional.of(instead(base, settled(over, path)));
    }
    if (over instanceof Scalar scalar && scalar.isNull()) {
      return Optional.of(base instanceof Scalar ? instead(base, over) : base);
    }
    return switch (over) {
      case Mapping mapping when base instanceof Mapping old ->
          Optional.of(
              otherLogDriver(path, old, mapping)
                  ? settled(over, path)
                  : mapping(old, mapping, path));
      case Sequence sequence when base instanceof Sequence old ->
          Optional.of(list(old.items(), sequence, path));
      case Scalar scalar when base instanceof Scalar ->
          Optional.of(instead(base, scalar.with(Directive.NONE)));
      default -> {
        if (isExtension(path)) {
          yield Optional.of(settled(over, path));
        }
        if (WrittenList.at(path)) {
          yield Optional.of(list(WrittenList.of(base).items(), WrittenList.of(over), path));
        }
        problems.error(
            Code.CONTRADICTION,
            over.location(),
            "cannot override " + path + ": it is " + base.kind() + " at " + base.location());
        yield Optional.of(settled(over, path));
      }
    };
  }

  /** The later value, which remembers what it took the place of. */
  private static Node instead(Node base, Node over) {
    if (Objects.equals(base.plain(), over.plain())) {
      return over;
    }
    String value =
        base instanceof Scalar scalar ? '"' + scalar.text() + '"' : String.valueOf(base.plain());
    return over.at(over.location().over(value, base.location()));
  }

  /** A value that meets nothing: without directives, lists without duplicates. */
  private Node settled(Node node, String path) {
    return switch (node) {
      case Mapping mapping -> mapping(Mapping.empty(mapping.location()), mapping, path);
      case Sequence sequence when !replaced(path) -> list(List.of(), sequence, path);
      default -> node.with(Directive.NONE);
    };
  }

  private static boolean replaced(String path) {
    return REPLACED.matcher(path).matches();
  }

  private static boolean isExtension(String path) {
    return path.startsWith("x-") || path.contains(".x-");
  }

  private static boolean otherLogDriver(String path, Mapping base, Mapping over) {
    if (!path.endsWith(".logging")) {
      return false;
    }
    String before = base.text("driver");
    String after = over.text("driver");
    return before != null && after != null && !before.equals(after);
  }

  private Sequence list(List<Node> base, Sequence over, String path) {
    List<Node> items = new ArrayList<>(base);
    for (Node item : over.items()) {
      if (item.directive() != Directive.RESET) {
        add(items, item.with(Directive.NONE), path);
      }
    }
    if (path.endsWith(".extra_hosts")) {
      items.sort(Comparator.comparing(Merger::host));
    }
    return over.withItems(items).with(Directive.NONE);
  }

  private static String host(Node item) {
    return item instanceof Scalar scalar ? scalar.text().split("=", 2)[0] : "";
  }

  private void add(List<Node> items, Node item, String path) {
    if (path.endsWith(".ports") && item instanceof Mapping port) {
      ports.check(items, port, path);
    }
    Optional<String> identity = Identity.of(path, item);
    for (int i = 0; identity.isPresent() && i < items.size(); i++) {
      if (Objects.equals(Identity.of(path, items.get(i)), identity)) {
        Node old = items.get(i);
        items.set(i, Identity.isMergedByKey(path) ? both(old, item, path) : instead(old, item));
        return;
      }
    }
    items.add(item);
  }

  private Node both(Node base, Node over, String path) {
    return base instanceof Mapping old && over instanceof Mapping mapping
        ? mapping(old, mapping, path)
        : over;
  }
}
