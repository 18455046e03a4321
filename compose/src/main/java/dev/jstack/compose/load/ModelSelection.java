package dev.jstack.compose.load;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Part of a canonical model: some services, those they need, and what these use. */
public final class ModelSelection {
  private final Map<String, @Nullable Object> model;
  private final Set<String> services = new LinkedHashSet<>();

  private ModelSelection(Map<String, @Nullable Object> model) {
    this.model = model;
  }

  /** The model with only these services and what they lead to. */
  public static Map<String, @Nullable Object> of(
      Map<String, @Nullable Object> canonical, List<String> names) {
    ModelSelection selection = new ModelSelection(canonical);
    names.forEach(selection::add);
    return selection.model();
  }

  private void add(String name) {
    if (services.add(name)) {
      map(service(name).get("depends_on")).keySet().stream()
          .map(String::valueOf)
          .filter(map(model.get("services"))::containsKey)
          .forEach(this::add);
    }
  }

  private Map<?, ?> service(String name) {
    return map(map(model.get("services")).get(name));
  }

  private Map<String, @Nullable Object> model() {
    Map<String, @Nullable Object> part = new LinkedHashMap<>(model);
    keep(part, "services", services);
    part.computeIfPresent("services", (_, all) -> withoutAbsent(map(all)));
    keep(part, "networks", keys("networks"));
    keep(part, "volumes", sources("volumes"));
    keep(part, "configs", sources("configs"));
    keep(part, "secrets", sources("secrets"));
    return part;
  }

  /** Optional dependencies on services that take no part are left out. */
  private Map<?, ?> withoutAbsent(Map<?, ?> all) {
    Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
    all.forEach((name, value) -> {
      Map<Object, @Nullable Object> service = new LinkedHashMap<>(map(value));
      Map<Object, @Nullable Object> needs = new LinkedHashMap<>(map(service.get("depends_on")));
      needs.keySet().removeIf(key -> !services.contains(String.valueOf(key)));
      service.computeIfPresent("depends_on", (_, _) -> needs.isEmpty() ? null : needs);
      kept.put(name, service);
    });
    return kept;
  }

  private Set<String> keys(String attribute) {
    Set<String> keys = new LinkedHashSet<>();
    services.forEach(name ->
        map(service(name).get(attribute)).keySet().forEach(key -> keys.add(String.valueOf(key))));
    return keys;
  }

  /** What entries of a list name as their source, in services and in their builds. */
  private Set<String> sources(String attribute) {
    Set<String> sources = new LinkedHashSet<>();
    for (String name : services) {
      list(service(name).get(attribute)).forEach(entry -> sources.add(source(entry)));
      list(map(service(name).get("build")).get(attribute))
          .forEach(entry -> sources.add(source(entry)));
    }
    return sources;
  }

  private static String source(@Nullable Object entry) {
    return String.valueOf(map(entry).get("source"));
  }

  private static void keep(Map<String, @Nullable Object> part, String section, Set<String> names) {
    Map<Object, @Nullable Object> kept = new LinkedHashMap<>(map(part.get(section)));
    kept.keySet().removeIf(key -> !names.contains(String.valueOf(key)));
    if (kept.isEmpty()) {
      part.remove(section);
    } else {
      part.put(section, kept);
    }
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
