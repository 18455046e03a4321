package dev.jstack.compose.load;

import dev.jstack.compose.shape.CanonicalOrder;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import dev.jstack.compose.yaml.YamlWriter;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A model for which not all the work was done: {@code config --no-interpolate} and its kin. */
public final class PartialModel {
  private static final int INDENT = 2;

  private final Map<String, @Nullable Object> model;
  private final boolean written;
  private final List<Problem> warnings;

  PartialModel(Mapping model, boolean written, List<Problem> warnings) {
    this.model = written ? sorted(model) : new LinkedHashMap<>(CanonicalOrder.of(model));
    this.written = written;
    this.warnings = written ? List.of() : warnings;
  }

  public List<Problem> warnings() {
    return warnings;
  }

  /** Only these services and what they use; all if none are named. */
  public PartialModel select(List<String> services) {
    if (!services.isEmpty()) {
      Map<String, @Nullable Object> part = ModelSelection.of(model, services);
      model.keySet().retainAll(part.keySet());
      model.putAll(part);
    }
    return this;
  }

  /** Replaces what {@code change} makes something else of. */
  public void change(UnaryOperator<Map<String, @Nullable Object>> change) {
    model.putAll(change.apply(Collections.unmodifiableMap(model)));
  }

  /** With the dollar signs of variables that were not replaced. */
  public String yaml() {
    return written ? YamlWriter.write(model) : ConfigWriter.yaml(model);
  }

  public String json() {
    return written ? ConfigWriter.htmlSafe(Json.pretty(model, INDENT)) : ConfigWriter.json(model);
  }

  private static Map<String, @Nullable Object> sorted(Mapping mapping) {
    Map<String, @Nullable Object> map = new TreeMap<>();
    mapping.entries().forEach((key, entry) -> map.put(key, plain(entry.value())));
    return map;
  }

  private static @Nullable Object plain(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.value();
      case Sequence sequence -> {
        List<@Nullable Object> items = new ArrayList<>();
        sequence.items().forEach(item -> items.add(plain(item)));
        yield items;
      }
      case Mapping mapping -> sorted(mapping);
    };
  }
}
