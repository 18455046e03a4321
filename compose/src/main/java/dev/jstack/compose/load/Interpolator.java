package dev.jstack.compose.load;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.text.MissingVariableException;
import dev.jstack.compose.text.Template;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replaces variables in values, never in keys. */
final class Interpolator {
  private final Environment environment;
  private final Problems problems;
  private final Set<String> warned = new HashSet<>();

  Interpolator(Environment environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** Docker compose's words, which people search for. */
  static String unset(String name) {
    return "the \"" + name + "\" variable is not set. Defaulting to a blank string";
  }

  Node interpolate(Node node, String path) {
    return interpolate(node, path, List.of());
  }

  /** What an alias or a merge key brought here hands its history down. */
  private Node interpolate(Node node, String path, List<String> inherited) {
    List<String> own = node.location().history().ways();
    List<String> ways = own.isEmpty() ? inherited : own;
    return switch (node) {
      case Scalar scalar -> scalar(scalar, path, ways);
      case Sequence sequence -> items(sequence, path, ways);
      case Mapping mapping -> values(mapping, path, ways);
    };
  }

  private Scalar scalar(Scalar scalar, String path, List<String> ways) {
    Scalar here = ways.isEmpty() ? scalar : scalar.at(through(scalar.location(), ways));
    return here.value() instanceof String text && text.indexOf('$') >= 0
        ? substituted(here, text, path)
        : here;
  }

  @SuppressWarnings("ReferenceEquality") // what is the same node needs no new parent
  private Sequence items(Sequence sequence, String path, List<String> ways) {
    List<Node> items = new ArrayList<>();
    boolean changed = false;
    for (int i = 0; i < sequence.items().size(); i++) {
      Node item = sequence.items().get(i);
      items.add(interpolate(item, path + "[" + i + "]", ways));
      changed |= items.getLast() != item;
    }
    return changed ? sequence.withItems(items) : sequence;
  }

  @SuppressWarnings("ReferenceEquality")
  private Mapping values(Mapping mapping, String path, List<String> ways) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    boolean changed = false;
    for (var each : mapping.entries().entrySet()) {
      String key = each.getKey();
      Mapping.Entry entry = each.getValue();
      Node value = interpolate(entry.value(), path.isEmpty() ? key : path + "." + key, ways);
      SourceLocation place = through(entry.key(), ways);
      boolean same = value == entry.value() && place == entry.key();
      entries.put(key, same ? entry : new Mapping.Entry(place, value));
      changed |= !same;
    }
    return changed ? mapping.withEntries(entries) : mapping;
  }

  private static SourceLocation through(SourceLocation place, List<String> ways) {
    SourceLocation result = place;
    for (String way : ways) {
      result = result.through(way);
    }
    return result;
  }

  private Scalar substituted(Scalar scalar, String text, String path) {
    Set<String> used = new LinkedHashSet<>();
    Template template =
        new Template(
            name -> {
              used.add(name);
              return environment.value(name);
            },
            name -> {
              if (warned.add(name)) {
                problems.warn(Code.UNSET_VARIABLE, scalar.location(), unset(name));
              }
            });
    try {
      Scalar result = scalar.withValue(template.substitute(text));
      return result.at(through(scalar.location(), used.stream().map(this::origin).toList()));
    } catch (JstackException e) {
      problems.failure(MissingVariableException.code(e), scalar.location(), path, e);
      return scalar;
    }
  }

  private String origin(String name) {
    return "from variable " + name + ", " + environment.origin(name);
  }
}
