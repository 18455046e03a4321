package dev.jstack.cli;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code --filter} of container lists: values of one name are alternatives, names add up. */
final class ContainerFilter {
  private static final Set<String> NAMES =
      Set.of("status", "name", "id", "label", "ancestor", "network", "volume", "health", "exited");

  private final Map<String, List<String>> wanted = new LinkedHashMap<>();

  ContainerFilter(List<String> texts) {
    for (String text : texts) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      if (!NAMES.contains(name)) {
        throw new JstackException("invalid filter \"" + text + "\"");
      }
      wanted.computeIfAbsent(name, _ -> new ArrayList<>()).add(text.substring(equals + 1));
    }
  }

  boolean names(String name) {
    return wanted.containsKey(name);
  }

  boolean matches(ContainerView view) {
    return wanted.entrySet().stream()
        .allMatch(entry ->
            entry.getValue().stream().anyMatch(value -> matches(view, entry.getKey(), value)));
  }

  private static boolean matches(ContainerView view, String name, String value) {
    Container container = view.container();
    return switch (name) {
      case "status" -> view.state().equals(value);
      case "name" -> container.name().contains(value) || container.name().matches(value);
      case "id" -> container.id().startsWith(value);
      case "label" -> label(container, value);
      case "ancestor" ->
          container.spec().image().equals(value)
              || container.spec().image().startsWith(value + ":")
              || container.imageId().hex().startsWith(value.replace("sha256:", ""));
      case "network" -> List.of(view.networks().split(",")).contains(value);
      case "volume" ->
          container.mounts().stream()
              .anyMatch(mount -> mount.name().equals(value) || mount.target().equals(value));
      case "health" -> view.health().equals(value);
      case "exited" -> Integer.toString(container.state().exitCode()).equals(value);
      default -> false;
    };
  }

  private static boolean label(Container container, String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? container.labels().containsKey(text)
        : text.substring(equals + 1).equals(container.labels().get(text.substring(0, equals)));
  }
}
