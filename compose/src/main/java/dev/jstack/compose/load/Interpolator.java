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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replaces variables in values, never in keys. */
final class Interpolator {
  private final Template.Lookup environment;
  private final Problems problems;
  private final Set<String> warned = new HashSet<>();

  Interpolator(Template.Lookup environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** Docker compose's words, which people search for. */
  static String unset(String name) {
    return "the \"" + name + "\" variable is not set. Defaulting to a blank string";
  }

  Node interpolate(Node node, String path) {
    return switch (node) {
      case Scalar scalar ->
          scalar.value() instanceof String text && text.indexOf('$') >= 0
              ? substituted(scalar, text, path)
              : scalar;
      case Sequence sequence -> items(sequence, path);
      case Mapping mapping -> values(mapping, path);
    };
  }

  private Sequence items(Sequence sequence, String path) {
    List<Node> items = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      items.add(interpolate(sequence.items().get(i), path + "[" + i + "]"));
    }
    return sequence.withItems(items);
  }

  private Mapping values(Mapping mapping, String path) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((key, entry) -> {
          String child = path.isEmpty() ? key : path + "." + key;
          entries.put(key, new Mapping.Entry(entry.key(), interpolate(entry.value(), child)));
        });
    return mapping.withEntries(entries);
  }

  private Scalar substituted(Scalar scalar, String text, String path) {
    Template template =
        new Template(
            environment,
            name -> {
              if (warned.add(name)) {
                problems.warn(Code.UNSET_VARIABLE, scalar.location(), unset(name));
              }
            });
    try {
      return scalar.withValue(template.substitute(text));
    } catch (JstackException e) {
      problems.failure(MissingVariableException.code(e), scalar.location(), path, e);
      return scalar;
    }
  }
}
