package dev.jstack.compose.load;

import dev.jstack.compose.yaml.YamlWriter;
import dev.jstack.runtime.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The canonical model as text, as {@code docker compose config} prints it. Dollar signs are
 * doubled, so that the text loads to the same model again.
 */
public final class ConfigWriter {
  private static final int INDENT = 2;

  private ConfigWriter() {}

  /** YAML, with a final newline. */
  public static String yaml(Map<String, @Nullable Object> canonical) {
    return YamlWriter.write(canonical, ConfigWriter::escaped, null);
  }

  /** YAML with comments. */
  static String yaml(Map<String, @Nullable Object> canonical, YamlWriter.Remarks remarks) {
    return YamlWriter.write(canonical, ConfigWriter::escaped, remarks);
  }

  /** Indented JSON, with no newline at its end. */
  public static String json(Map<String, @Nullable Object> canonical) {
    return htmlSafe(Json.pretty(JsonModel.of(escaped(canonical)), INDENT));
  }

  /** Go's JSON can stand in a web page. */
  static String htmlSafe(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  private static String escaped(String text) {
    return text.indexOf('$') < 0 ? text : text.replace("$", "$$");
  }

  private static Map<String, @Nullable Object> escaped(Map<?, ?> map) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    map.forEach((key, value) -> result.put(escaped(String.valueOf(key)), escaped(value)));
    return result;
  }

  private static @Nullable Object escaped(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> escaped(text);
      case Map<?, ?> map -> escaped(map);
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(escaped(item)));
        yield items;
      }
      default -> value;
    };
  }
}
