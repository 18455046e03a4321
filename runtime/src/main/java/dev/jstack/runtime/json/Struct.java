package dev.jstack.runtime.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that Docker has as a Go struct, not as a map: a template prints the values of all
 * of its fields in their order, {@code {on-failure 3}}, also of those that JSON leaves out.
 */
public final class Struct extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1;

  private final transient Map<String, @Nullable Object> zeros = new LinkedHashMap<>();

  /** With these fields, all of them texts. */
  public Struct(String... fields) {
    for (String field : fields) {
      zeros.put(field, "");
    }
  }

  /** One more field, whose value is this while none is put. */
  public Struct field(String name, @Nullable Object zero) {
    zeros.put(name, zero);
    return this;
  }

  /** Puts a value; its name becomes a field if it isn't one. */
  public Struct with(String name, Object value) {
    zeros.putIfAbsent(name, "");
    put(name, value);
    return this;
  }

  /** The values of all fields, in their order. */
  public Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(zeros);
    all.putAll(this);
    return all;
  }
}
