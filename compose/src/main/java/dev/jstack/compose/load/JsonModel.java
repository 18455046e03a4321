package dev.jstack.compose.load;

import dev.jstack.compose.shape.ShapeTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The canonical model as {@code docker compose config --format json} shapes it: other than its YAML
 * it shows some of what is left open, and none of the extensions inside of services and networks.
 */
final class JsonModel {
  private JsonModel() {}

  static Map<String, @Nullable Object> of(Map<String, @Nullable Object> model) {
    Map<String, @Nullable Object> sorted = new TreeMap<>(model);
    sorted.putIfAbsent("services", Map.of());
    sorted.remove("models");
    sorted.computeIfPresent("services", (_, services) -> each(services, JsonModel::service));
    sorted.computeIfPresent("networks", (_, networks) -> each(networks, JsonModel::network));
    return sorted;
  }

  /** JSON shows that a service leaves command and entrypoint to its image. */
  private static Map<String, @Nullable Object> service(Map<String, @Nullable Object> service) {
    Map<String, @Nullable Object> full = withoutExtensions(service);
    full.putIfAbsent("command", null);
    full.putIfAbsent("entrypoint", null);
    at(full, "deploy", JsonModel::deploy);
    at(full, "develop", JsonModel::develop);
    at(full, "blkio_config", JsonModel::blockIo);
    return ordered("service", full);
  }

  private static Map<String, @Nullable Object> deploy(Map<String, @Nullable Object> deploy) {
    deploy.putIfAbsent("resources", Map.of());
    deploy.putIfAbsent("placement", Map.of());
    return ordered("deploy", deploy);
  }

  private static Map<String, @Nullable Object> develop(Map<String, @Nullable Object> develop) {
    Map<String, @Nullable Object> nothing = new LinkedHashMap<>();
    nothing.put("command", null);
    list(
        develop,
        "watch",
        rule -> {
          rule.putIfAbsent("exec", nothing);
          return ordered("watch", rule);
        });
    return develop;
  }

  /** Their keys begin with capitals. */
  private static Map<String, @Nullable Object> blockIo(Map<String, @Nullable Object> limits) {
    for (String key : List.copyOf(limits.keySet())) {
      list(limits, key, JsonModel::capitals);
    }
    return limits;
  }

  private static Map<String, @Nullable Object> capitals(Map<String, @Nullable Object> map) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> result.put(Character.toUpperCase(key.charAt(0)) + key.substring(1), value));
    return result;
  }

  private static Map<String, @Nullable Object> network(Map<String, @Nullable Object> network) {
    Map<String, @Nullable Object> full = withoutExtensions(network);
    full.putIfAbsent("ipam", Map.of());
    at(
        full,
        "ipam",
        ipam -> {
          ipam.remove("options");
          return ipam;
        });
    return ordered("network", full);
  }

  /** In the order of the table. */
  private static Map<String, @Nullable Object> ordered(
      String mapping, Map<String, @Nullable Object> map) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    for (String key : ShapeTable.compose().keys(mapping).keys().keySet()) {
      if (map.containsKey(key)) {
        result.put(key, map.get(key));
      }
    }
    return result;
  }

  private static Map<String, @Nullable Object> withoutExtensions(
      Map<String, @Nullable Object> map) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>(map);
    result.keySet().removeIf(key -> key.startsWith("x-"));
    return result;
  }

  private static void at(
      Map<String, @Nullable Object> map,
      String key,
      UnaryOperator<Map<String, @Nullable Object>> form) {
    map.computeIfPresent(key, (_, value) -> mapped(value, form));
  }

  private static void list(
      Map<String, @Nullable Object> map,
      String key,
      UnaryOperator<Map<String, @Nullable Object>> form) {
    if (map.get(key) instanceof List<?> items) {
      List<@Nullable Object> result = new ArrayList<>();
      items.forEach(item -> result.add(mapped(item, form)));
      map.put(key, result);
    }
  }

  private static @Nullable Object each(
      @Nullable Object section, UnaryOperator<Map<String, @Nullable Object>> form) {
    return mapped(
        section,
        resources -> {
          resources.replaceAll((_, value) -> mapped(value, form));
          return resources;
        });
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Object mapped(
      @Nullable Object value, UnaryOperator<Map<String, @Nullable Object>> form) {
    return value instanceof Map<?, ?> map
        ? form.apply(new LinkedHashMap<>((Map<String, @Nullable Object>) map))
        : value;
  }
}
