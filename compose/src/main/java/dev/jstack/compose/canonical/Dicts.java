package dev.jstack.compose.canonical;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Directive;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names and values, written as a mapping or as a list of {@code NAME=value}. */
final class Dicts {
  /** Where a name without a value asks the environment for it. */
  private static final Set<String> ASKED = Set.of("environment", "args");

  private final Problems problems;

  Dicts(Problems problems) {
    this.problems = problems;
  }

  /** With these keys' values as mappings to strings, or null where it is to be asked for. */
  Mapping at(Mapping owner, String path, String... keys) {
    Mapping result = owner;
    for (String key : keys) {
      Node node = owner.get(key);
      if (node != null && node.directive() != Directive.RESET) {
        Mapping dict = of(node, path + "." + key);
        result = result.with(key, ASKED.contains(key) ? dict : Items.emptied(dict));
      }
    }
    return result;
  }

  /** A name without a value is null. */
  private Mapping of(Node node, String path) {
    return switch (node) {
      case Mapping mapping -> strings(mapping, path);
      case Sequence sequence -> split(sequence);
      case Scalar scalar -> Mapping.empty(scalar.location());
    };
  }

  private Mapping strings(Mapping mapping, String path) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((name, entry) -> {
          Node value = entry.value();
          if (value instanceof Scalar scalar && !scalar.isNull()) {
            warnIfChanged(scalar, path + "." + name);
            value = scalar.withValue(scalar.text());
          }
          entries.put(name, new Mapping.Entry(entry.key(), value));
        });
    return mapping.withEntries(entries);
  }

  private void warnIfChanged(Scalar scalar, String path) {
    if (scalar.value() instanceof Number && !scalar.text().equals(scalar.source())) {
      problems.warn(
          Code.CHANGED_NUMBER,
          scalar.location(),
          path + ": " + scalar.source() + " is read as " + scalar.text(),
          "quote it to keep it");
    }
  }

  private static Mapping split(Sequence sequence) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    for (Node item : sequence.items()) {
      String text = ((Scalar) item).text();
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      String value = equals < 0 ? null : text.substring(equals + 1);
      entries.put(name, Mapping.Entry.of(((Scalar) item).withValue(value)));
    }
    return new Mapping(sequence.location(), entries, sequence.directive());
  }

  /** One string or a list of them as a list. */
  static Node list(Node node) {
    return node instanceof Scalar scalar
        ? new Sequence(scalar.location(), List.of(scalar.with(Directive.NONE)), scalar.directive())
        : node;
  }
}
