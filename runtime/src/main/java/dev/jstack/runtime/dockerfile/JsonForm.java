package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The JSON form of an instruction's arguments. */
final class JsonForm {
  private JsonForm() {}

  /**
   * The array; empty when the text isn't one, which makes it shell form. An array that holds
   * anything but strings is a JstackException.
   */
  static Optional<List<String>> parse(String text) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      return Optional.empty();
    }
    return list(text).map(JsonForm::strings);
  }

  private static Optional<List<?>> list(String text) {
    try {
      // Wrapped in an object, so that anything after the array is a fault.
      var wrapped = "{\"a\":" + text + "}";
      var object = Json.readObject(wrapped.getBytes(StandardCharsets.UTF_8), "arguments");
      return object.size() == 1 && object.get("a") instanceof List<?> list
          ? Optional.of(list)
          : Optional.empty();
    } catch (JstackException e) {
      return Optional.empty();
    }
  }

  private static List<String> strings(List<?> values) {
    return values.stream()
        .map(value -> {
          if (value instanceof String string) {
            return string;
          }
          throw new JstackException(
              "when using JSON array syntax, arrays must be comprised of strings only");
        })
        .toList();
  }
}
