package dev.jstack.runtime.json;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a Go struct of Docker's, in their order, each with the zero of its type: what a
 * template sees where JSON has null or nothing.
 */
public final class Shape {
  /** A list that isn't there. */
  private static final class NilList extends AbstractList<Object> {
    @Override
    public Object get(int index) {
      throw new IndexOutOfBoundsException(index);
    }

    @Override
    public int size() {
      return 0;
    }
  }

  /** A map that isn't there. */
  private static final class NilMap extends AbstractMap<String, Object> {
    @Override
    public Set<Entry<String, Object>> entrySet() {
      return Set.of();
    }
  }

  private final Map<String, @Nullable Object> zeros = new LinkedHashMap<>();

  private Shape() {}

  /** Whether {@code value} is the zero of a list or map, which JSON writes as null. */
  public static boolean isNil(@Nullable Object value) {
    return value instanceof NilList || value instanceof NilMap;
  }

  /**
   * Reads names with their types behind them: {@code Name} is a text, {@code Args[]} a list, {@code
   * Labels{}} a map, {@code Size#} a number, {@code Tty?} a truth value, {@code Health*} a pointer.
   */
  public static Shape of(String fields) {
    Shape shape = new Shape();
    for (String field : fields.strip().split("\\s+", -1)) {
      String name = field.replaceFirst("\\W+$", "");
      shape.zeros.put(name, zero(field.substring(name.length())));
    }
    return shape;
  }

  private static @Nullable Object zero(String type) {
    return switch (type) {
      case "" -> "";
      case "[]" -> new NilList();
      case "{}" -> new NilMap();
      case "#" -> 0L;
      case "?" -> false;
      case "*" -> null;
      default -> throw new IllegalArgumentException("unknown type \"" + type + "\"");
    };
  }

  /** A struct of this shape with these values, in the shape's order; others come last. */
  public Struct struct(Map<String, ? extends @Nullable Object> values) {
    Struct struct = new Struct();
    Map<String, @Nullable Object> left = new LinkedHashMap<>(values);
    zeros.forEach((name, zero) -> {
      struct.field(name, zero);
      if (left.containsKey(name)) {
        struct.set(name, left.remove(name));
      }
    });
    left.forEach((name, value) -> {
      struct.field(name, null);
      struct.set(name, value);
    });
    return struct;
  }
}
