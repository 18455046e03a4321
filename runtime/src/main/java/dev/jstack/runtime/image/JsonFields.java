package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a foreign document. Absent and null are the same; a value of the wrong type is
 * an error that names the field.
 */
public record JsonFields(String subject, Map<?, ?> values) {
  public static final int LARGEST = 4 << 20;

  /** {@code subject} names the document in errors. */
  public static JsonFields parse(byte[] json, String subject) {
    if (json.length > LARGEST) {
      throw new JstackException(subject + ": larger than 4 MiB");
    }
    return new JsonFields(subject, Json.readObject(json, subject));
  }

  public String text(String name) {
    String text = textOrNull(name);
    return text == null ? "" : text;
  }

  public @Nullable String textOrNull(String name) {
    return as(String.class, name, "a string");
  }

  public String requiredText(String name) {
    String text = textOrNull(name);
    if (text == null || text.isEmpty()) {
      throw new JstackException(subject + ": " + name + " is missing");
    }
    return text;
  }

  public Digest digest(String name) {
    return digest(name, requiredText(name));
  }

  private Digest digest(String name, String text) {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new JstackException(subject + ": " + name + ": " + e.getMessage(), e);
    }
  }

  public long number(String name) {
    Number number = as(Number.class, name, "a number");
    if (number != null && !(number instanceof Long)) {
      throw new JstackException(subject + ": " + name + ": out of range: " + number);
    }
    return number == null ? 0 : number.longValue();
  }

  public boolean flag(String name) {
    Boolean flag = as(Boolean.class, name, "true or false");
    return flag != null && flag;
  }

  @Nullable Instant time(String name) {
    String text = text(name);
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new JstackException(subject + ": " + name + ": not a time: \"" + text + "\"", e);
    }
  }

  public JsonFields object(String name) {
    Map<?, ?> object = as(Map.class, name, "an object");
    return new JsonFields(subject + ": " + name, object == null ? Map.of() : object);
  }

  public boolean has(String name) {
    return values.get(name) != null;
  }

  @Nullable List<String> textsOrNull(String name) {
    return has(name) ? texts(name) : null;
  }

  public List<String> texts(String name) {
    var texts = new ArrayList<String>();
    for (Object item : list(name)) {
      if (!(item instanceof String text)) {
        throw new JstackException(subject + ": " + name + ": expected strings, got " + item);
      }
      texts.add(text);
    }
    return texts;
  }

  List<Digest> digests(String name) {
    return texts(name).stream().map(text -> digest(name, text)).toList();
  }

  public List<JsonFields> objects(String name) {
    var objects = new ArrayList<JsonFields>();
    for (Object item : list(name)) {
      if (!(item instanceof Map<?, ?> map)) {
        throw new JstackException(subject + ": " + name + ": expected objects, got " + item);
      }
      objects.add(new JsonFields(subject + ": " + name, map));
    }
    return objects;
  }

  /** Of all fields. */
  List<String> keys() {
    return values.keySet().stream().map(String::valueOf).toList();
  }

  /** The keys of an object whose values mean nothing: {@code {"80/tcp": {}}}. */
  List<String> keys(String name) {
    return object(name).keys();
  }

  public Map<String, String> textMap(String name) {
    var fields = object(name);
    var map = new LinkedHashMap<String, String>();
    fields.values.keySet().forEach(key -> map.put((String) key, fields.text((String) key)));
    return map;
  }

  private List<?> list(String name) {
    List<?> list = as(List.class, name, "a list");
    return list == null ? List.of() : list;
  }

  private <T> @Nullable T as(Class<T> type, String name, String expected) {
    Object value = values.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new JstackException(
          subject + ": " + name + ": expected " + expected + ", got " + value);
    }
    return value == null ? null : type.cast(value);
  }
}
