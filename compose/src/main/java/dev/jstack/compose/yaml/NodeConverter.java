package dev.jstack.compose.yaml;

import dev.jstack.compose.code.Code;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.SourceException;
import dev.jstack.runtime.SourceLocation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The library's nodes to ours: each once, however many aliases it has. */
final class NodeConverter {
  /** Nodes a file may have with all its aliases written out. */
  private static final long NODES = 500_000;

  private final String file;
  private final IdentityHashMap<Object, Node> done = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Boolean> open = new IdentityHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  NodeConverter(String file) {
    this.file = file;
  }

  Optional<SourceException> problems() {
    return problems.isEmpty() ? Optional.empty() : Optional.of(new SourceException(problems));
  }

  Node convert(org.snakeyaml.engine.v2.nodes.Node node) {
    if (node.getAnchor().isEmpty()) {
      return measured(converted(node));
    }
    Node known = done.get(node);
    if (known != null) {
      return known;
    }
    if (open.put(node, true) != null) {
      throw fault(Code.TOO_LARGE, place(node), "alias refers to a value that contains it", null);
    }
    Node converted = measured(converted(node));
    open.remove(node);
    done.put(node, converted);
    return converted;
  }

  private Node converted(org.snakeyaml.engine.v2.nodes.Node node) {
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar);
      case SequenceNode sequence -> sequence(sequence);
      case MappingNode mapping -> mapping(mapping);
      default ->
          throw fault(Code.YAML_SYNTAX, place(node), "unexpected " + node.getNodeType(), null);
    };
  }

  /** A scalar counts as one. */
  private Node measured(Node node) {
    if (node instanceof Scalar) {
      return node;
    }
    long size = 1;
    if (node instanceof Sequence sequence) {
      size += sequence.items().stream().mapToLong(this::size).sum();
    } else if (node instanceof Mapping mapping) {
      size += mapping.entries().values().stream().mapToLong(e -> size(e.value())).sum();
    }
    if (size > NODES) {
      throw fault(
          Code.TOO_LARGE,
          node.location(),
          "aliases expand to more than " + NODES + " values",
          "an alias repeats all it refers to, also other aliases");
    }
    sizes.put(node, size);
    return node;
  }

  private long size(Node node) {
    return sizes.getOrDefault(node, 1L);
  }

  private Scalar scalar(ScalarNode node) {
    String text = node.getValue();
    Tag tag = node.getTag();
    Directive directive = directive(node);
    boolean plain = tag.equals(PlainSchema.PLAIN) || (node.isPlain() && !tag.equals(Tag.STR));
    return new Scalar(place(node), plain ? PlainScalar.value(text) : text, text, directive);
  }

  private Sequence sequence(SequenceNode node) {
    return new Sequence(
        place(node), node.getValue().stream().map(this::convert).toList(), directive(node));
  }

  private Mapping mapping(MappingNode node) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    NodeTuple merge = null;
    for (NodeTuple tuple : node.getValue()) {
      SourceLocation place = place(tuple.getKeyNode());
      String key = key(tuple);
      if (key == null) {
        continue;
      }
      if (key.equals("<<") && isPlain(tuple)) {
        if (merge != null) {
          duplicate(place, key, place(merge.getKeyNode()));
        }
        merge = tuple;
        continue;
      }
      var entry = new Mapping.Entry(place, value(tuple, place));
      var earlier = entries.putIfAbsent(key, entry);
      if (earlier != null) {
        duplicate(place, key, earlier.key());
      }
    }
    if (merge != null) {
      String way = "merged by \"<<\" at " + place(merge.getKeyNode());
      merge(convert(merge.getValueNode()), way, entries);
    }
    return new Mapping(place(node), entries, directive(node));
  }

  /** An alias is known by its node, which was met before. Its history is that of its anchor. */
  private Node value(NodeTuple tuple, SourceLocation place) {
    boolean alias = done.containsKey(tuple.getValueNode());
    Node value = convert(tuple.getValueNode());
    if (!alias) {
      return value;
    }
    Node marked = value.at(value.location().through("an alias at " + place));
    sizes.put(marked, size(value));
    return marked;
  }

  /** A merged mapping's keys come after the mapping's own, and never replace them. */
  private void merge(Node value, String way, Map<String, Mapping.Entry> into) {
    switch (value) {
      case Mapping mapping ->
          mapping.entries().forEach((key, entry) -> into.putIfAbsent(key, marked(entry, way)));
      case Sequence sequence -> sequence.items().forEach(item -> merge(item, way, into));
      case Scalar scalar -> {
        if (!scalar.isNull()) {
          problem(
              Code.MERGE_KEY,
              value.location(),
              "\"<<\" merges a mapping or a list of them, not a value",
              "write an alias of a mapping: <<: *name");
        }
      }
    }
  }

  /** Only the value itself: what is in it is marked while its variables are replaced. */
  private Mapping.Entry marked(Mapping.Entry entry, String way) {
    Node value = entry.value();
    Node marked = value.at(value.location().through(way));
    sizes.put(marked, size(value));
    return new Mapping.Entry(entry.key().through(way), marked);
  }

  private @Nullable String key(NodeTuple tuple) {
    if (tuple.getKeyNode() instanceof ScalarNode key) {
      Scalar scalar = scalar(key);
      if (scalar.value() instanceof String text) {
        return text;
      }
      problem(
          Code.KEY_TYPE,
          place(key),
          "a key must be a string",
          "quote it: \"" + scalar.source() + "\"");
      return null;
    }
    problem(Code.KEY_TYPE, place(tuple.getKeyNode()), "a key must be a string", null);
    return null;
  }

  private static boolean isPlain(NodeTuple tuple) {
    return ((ScalarNode) tuple.getKeyNode()).isPlain();
  }

  private void duplicate(SourceLocation place, String key, SourceLocation earlier) {
    problem(
        Code.DUPLICATE_KEY,
        place,
        "key \"" + key + "\" is already defined at line " + earlier.line(),
        "write both in one, or remove one");
  }

  private void problem(Code code, SourceLocation place, String message, @Nullable String hint) {
    problems.add(new Problem(place, message, hint, code.toString()));
  }

  private static SourceException fault(
      Code code, SourceLocation place, String message, @Nullable String hint) {
    return new SourceException(List.of(new Problem(place, message, hint, code.toString())));
  }

  private static Directive directive(org.snakeyaml.engine.v2.nodes.Node node) {
    return switch (node.getTag().getValue()) {
      case "!reset" -> Directive.RESET;
      case "!override" -> Directive.OVERRIDE;
      default -> Directive.NONE;
    };
  }

  private SourceLocation place(org.snakeyaml.engine.v2.nodes.Node node) {
    return node.getStartMark()
        .map(mark -> new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1))
        .orElseGet(() -> SourceLocation.of(file));
  }
}
