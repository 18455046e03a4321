package dev.jstack.compose.merge;

import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What may be written as a list or otherwise, while it is as it was written. */
final class WrittenList {
  private static final Set<String> KEYS =
      Set.of(
          "environment",
          "labels",
          "annotations",
          "args",
          "sysctls",
          "extra_hosts",
          "env_file",
          "label_file",
          "dns",
          "dns_search",
          "tmpfs");

  private WrittenList() {}

  static boolean at(String path) {
    return KEYS.contains(path.substring(path.lastIndexOf('.') + 1));
  }

  /** The same as a list: {@code NAME=VALUE}, or the one value alone. */
  static Sequence of(Node node) {
    return switch (node) {
      case Sequence sequence -> sequence;
      case Scalar scalar -> Sequence.at(scalar, List.of(scalar));
      case Mapping mapping -> {
        List<Node> items = new ArrayList<>();
        mapping.entries().forEach((name, entry) -> items.add(item(name, entry.value())));
        yield Sequence.at(mapping, items);
      }
    };
  }

  private static Node item(String name, Node value) {
    return value instanceof Scalar scalar
        ? scalar.withValue(scalar.isNull() ? name : name + "=" + scalar.text())
        : value;
  }
}
