package dev.jstack.compose.canonical;

import dev.jstack.compose.yaml.Directive;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Steps over lists and mappings. */
final class Items {
  private Items() {}

  /** Each item of a list by any number of others; {@code form} gets the item's path. */
  static Node flat(Node list, String path, BiFunction<String, Node, List<? extends Node>> form) {
    if (!(list instanceof Sequence sequence)) {
      return list;
    }
    List<Node> items = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      Node item = sequence.items().get(i);
      if (item.directive() == Directive.RESET) {
        items.add(item);
      } else {
        items.addAll(form.apply(path + "[" + i + "]", item));
      }
    }
    return sequence.withItems(items);
  }

  /** Each item of a list by another. */
  @SuppressWarnings("unchecked")
  static <T extends Node> Node map(Node list, Function<T, ? extends Node> form) {
    return flat(list, "", (_, item) -> List.of(form.apply((T) item)));
  }

  /** A list of names as a mapping of these. */
  static Mapping keyed(Node list, Function<Scalar, Node> value) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    for (Node item : ((Sequence) list).items()) {
      Scalar name = (Scalar) item;
      entries.put(name.text(), Mapping.Entry.of(value.apply(name)));
    }
    return Mapping.at(list, entries);
  }

  /** Each mapping in a mapping by another. */
  static Mapping values(Mapping mapping, UnaryOperator<Mapping> form) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((key, entry) -> {
          boolean apply =
              entry.value() instanceof Mapping && entry.value().directive() != Directive.RESET;
          Node value = apply ? form.apply((Mapping) entry.value()) : entry.value();
          entries.put(key, new Mapping.Entry(entry.key(), value));
        });
    return mapping.withEntries(entries);
  }

  /** With an empty string for each name without a value. */
  static Mapping emptied(Mapping dict) {
    Map<String, Mapping.Entry> entries = new LinkedHashMap<>();
    dict.entries()
        .forEach((key, entry) -> {
          boolean nothing = entry.value() instanceof Scalar scalar && scalar.isNull();
          Node value = nothing ? ((Scalar) entry.value()).withValue("") : entry.value();
          entries.put(key, new Mapping.Entry(entry.key(), value));
        });
    return dict.withEntries(entries);
  }

  /** Without those of these keys that are empty, as a variable is that isn't set. */
  static Mapping stated(Mapping mapping, String... keys) {
    Mapping result = mapping;
    for (String key : keys) {
      result = "".equals(mapping.text(key)) ? result.without(key) : result;
    }
    return result;
  }
}
