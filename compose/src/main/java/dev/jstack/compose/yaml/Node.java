package dev.jstack.compose.yaml;

import dev.jstack.runtime.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a YAML file, with its place. Immutable; aliases share their nodes. */
public sealed interface Node permits Scalar, Sequence, Mapping {
  SourceLocation location();

  Directive directive();

  /** The same value with another directive. */
  Node with(Directive other);

  /** The same value at a place that knows more of its history. */
  Node at(SourceLocation place);

  /** The same value, all of whose parts came through something. */
  default Node through(String way) {
    SourceLocation place = location().through(way);
    return switch (this) {
      case Scalar scalar -> scalar.at(place);
      case Sequence sequence ->
          sequence.withItems(sequence.items().stream().map(i -> i.through(way)).toList()).at(place);
      case Mapping mapping -> {
        Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> entries.put(key, entry.through(way)));
        yield mapping.withEntries(entries).at(place);
      }
    };
  }

  /** What it is called in an error: {@code a list}. */
  default String kind() {
    return switch (this) {
      case Mapping _ -> "a mapping";
      case Sequence _ -> "a list";
      case Scalar scalar -> scalar.valueKind();
    };
  }

  /** As plain lists, maps, strings, numbers, booleans and null. */
  default @Nullable Object plain() {
    return switch (this) {
      case Scalar scalar -> scalar.value();
      case Sequence sequence -> plain(sequence);
      case Mapping mapping -> plain(mapping);
    };
  }

  private static List<@Nullable Object> plain(Sequence sequence) {
    List<@Nullable Object> list = new ArrayList<>();
    sequence.items().forEach(item -> list.add(item.plain()));
    return list;
  }

  private static Map<String, @Nullable Object> plain(Mapping mapping) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    mapping.entries().forEach((key, entry) -> map.put(key, entry.value().plain()));
    return map;
  }
}
