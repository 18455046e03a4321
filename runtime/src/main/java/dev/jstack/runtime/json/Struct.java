package dev.jstack.runtime.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** Puts a value that may be null, as a field's in JSON may. */
  @SuppressWarnings("NullAway")
  void set(String name, @Nullable Object value) {
    put(name, value);
  }

  /** The values of all fields, in their order; null is a pointer that leads nowhere. */
  public Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(zeros);
    forEach((name, value) -> {
      if (value != null) {
        all.put(name, value);
      }
    });
    return all;
  }

  /** The name that a field has here; in Go it may have other letters in upper case: {@code ID}. */
  public Optional<String> fieldName(String name) {
    Set<String> names = fields().keySet();
    return names.contains(name)
        ? Optional.of(name)
        : names.stream().filter(name::equalsIgnoreCase).findFirst();
  }
}
