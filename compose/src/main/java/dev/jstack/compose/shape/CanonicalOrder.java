package dev.jstack.compose.shape;

import dev.jstack.compose.shape.Shape.Keys;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A model as plain values in the order in which {@code config} prints it: fixed keys as in the
 * table, free ones by the alphabet; what says nothing is left out.
 */
public final class CanonicalOrder {
  private static final ShapeTable TABLE = ShapeTable.compose();

  /** Empty values that say something. */
  private static final Set<String> MEANT =
      Set.of(
          "services",
          "command",
          "entrypoint",
          "volume",
          "bind",
          "tmpfs",
          "test",
          "blkio_config",
          "limits",
          "reservations");

  /** Booleans for which false is not the same as nothing. */
  private static final Set<String> DEFAULT_TRUE =
      Set.of("attach", "init", "required", "enable_ipv4", "enable_ipv6");

  /** Numbers for which zero is the same as nothing. */
  private static final Set<String> NOTHING_AT_ZERO =
      Set.of(
          "cpu_period",
          "cpu_quota",
          "cpu_shares",
          "cpus",
          "gw_priority",
          "mem_swappiness",
          "mode",
          "oom_score_adj",
          "pids",
          "priority",
          "shm_size",
          "size",
          "weight");

  private CanonicalOrder() {}

  /** The whole model. */
  public static Map<String, @Nullable Object> of(Mapping model) {
    return fixed(TABLE.keys("project"), model);
  }

  private static @Nullable Object value(Shape shape, Node node) {
    return switch (shape) {
      case Shape.Either(var shapes) -> value(matching(shapes, node), node);
      case Shape.ListOf(var item, _) when node instanceof Sequence sequence -> list(item, sequence);
      case Shape.MapOf(var item) when node instanceof Mapping mapping -> free(item, mapping);
      case Shape.Named(var name) when node instanceof Mapping mapping ->
          fixed(TABLE.keys(name), mapping);
      default -> sorted(node);
    };
  }

  /** The alternative a node follows; what was canonicalised may follow none. */
  private static Shape matching(List<Shape> shapes, Node node) {
    for (Shape shape : shapes) {
      boolean same =
          switch (shape) {
            case Shape.ListOf _ -> node instanceof Sequence;
            case Shape.MapOf _, Shape.Named _ -> node instanceof Mapping;
            default -> node instanceof Scalar;
          };
      if (same) {
        return shape;
      }
    }
    return new Shape.Any();
  }

  private static List<@Nullable Object> list(Shape item, Sequence sequence) {
    List<@Nullable Object> items = new ArrayList<>();
    sequence.items().forEach(node -> items.add(value(item, node)));
    return Collections.unmodifiableList(items);
  }

  private static Map<String, @Nullable Object> free(Shape item, Mapping mapping) {
    Map<String, @Nullable Object> map = new TreeMap<>();
    mapping.entries().forEach((key, entry) -> map.put(key, value(item, entry.value())));
    return Collections.unmodifiableMap(map);
  }

  private static Map<String, @Nullable Object> fixed(Keys table, Mapping mapping) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    table
        .keys()
        .forEach((name, key) -> {
          Node node = mapping.get(name);
          if (node != null) {
            put(name, value(key.shape(), node), map);
          }
        });
    Map<String, @Nullable Object> extensions = new TreeMap<>();
    mapping
        .entries()
        .forEach((name, entry) -> {
          if (name.startsWith("x-")) {
            extensions.put(name, sorted(entry.value()));
          }
        });
    map.putAll(extensions);
    return Collections.unmodifiableMap(map);
  }

  /** What has no fixed keys. */
  private static @Nullable Object sorted(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar.value();
      case Sequence sequence -> list(new Shape.Any(), sequence);
      case Mapping mapping -> free(new Shape.Any(), mapping);
    };
  }

  private static boolean isZero(@Nullable Object value) {
    return "0".equals(value) || (value instanceof Number number && number.doubleValue() == 0);
  }

  private static void put(String name, @Nullable Object value, Map<String, @Nullable Object> into) {
    boolean empty =
        value == null
            || value.equals("")
            || (value instanceof List<?> list && list.isEmpty())
            || (value instanceof Map<?, ?> map && map.isEmpty());
    boolean no = Boolean.FALSE.equals(value) && !DEFAULT_TRUE.contains(name);
    boolean zero = isZero(value) && NOTHING_AT_ZERO.contains(name);
    if (value != null && !no && !zero && (!empty || MEANT.contains(name))) {
      into.put(name, value);
    }
  }
}
