package dev.jstack.compose.load;

import dev.jstack.compose.yaml.YamlWriter;
import dev.jstack.runtime.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The canonical model as text, as {@code docker compose config} prints it. Dollar signs are
 * doubled, so that the text loads to the same model again.
 */
public final class ConfigWriter {
  private ConfigWriter() {}

  /** YAML, with a final newline. */
  public static String yaml(Map<String, @Nullable Object> canonical) {
    return YamlWriter.write(escaped(canonical));
  }

  /** Indented JSON, with a final newline. */
  public static String json(Map<String, @Nullable Object> canonical) {
    Map<String, @Nullable Object> sorted = new TreeMap<>(escaped(canonical));
    sorted.computeIfPresent("services", (_, services) -> each(services, ConfigWriter::service));
    sorted.computeIfPresent("networks", (_, networks) -> each(networks, ConfigWriter::network));
    return Json.pretty(sorted) + "\n";
  }

  /** JSON shows that a service leaves command and entrypoint to its image. */
  private static Map<String, @Nullable Object> service(Map<String, @Nullable Object> service) {
    Map<String, @Nullable Object> full = new LinkedHashMap<>(service);
    full.putIfAbsent("command", null);
    full.putIfAbsent("entrypoint", null);
    return full;
  }

  private static Map<String, @Nullable Object> network(Map<String, @Nullable Object> network) {
    Map<String, @Nullable Object> full = new LinkedHashMap<>(network);
    full.putIfAbsent("ipam", Map.of());
    return full;
  }

  @SuppressWarnings("unchecked")
  private static Object each(Object section, UnaryOperator<Map<String, @Nullable Object>> form) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    ((Map<String, @Nullable Object>) section)
        .forEach((name, value) ->
            result.put(
                name,
                value instanceof Map<?, ?> map
                    ? form.apply((Map<String, @Nullable Object>) map)
                    : value));
    return result;
  }

  private static Map<String, @Nullable Object> escaped(Map<?, ?> map) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    map.forEach((key, value) -> result.put(String.valueOf(key), escaped(value)));
    return result;
  }

  private static @Nullable Object escaped(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text.replace("$", "$$");
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
