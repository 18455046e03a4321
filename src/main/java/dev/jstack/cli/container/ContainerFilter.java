package dev.jstack.cli.container;

import dev.jstack.cli.option.Filters;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.stream.Stream;

/** {@code --filter} of container lists. */
final class ContainerFilter {
  private static final String[] NAMES = {
    "ancestor", "exited", "health", "id", "label", "name", "network", "status", "volume"
  };

  private final Filters filters;

  ContainerFilter(List<String> texts) {
    this.filters = new Filters(texts, NAMES);
  }

  boolean names(String name) {
    return filters.names(name);
  }

  boolean matches(ContainerView view) {
    return filters.labels(view.container().labels())
        && Stream.of(NAMES)
            .filter(name -> !name.equals("label"))
            .allMatch(name -> filters.any(name, value -> matches(view, name, value)));
  }

  private static boolean matches(ContainerView view, String name, String value) {
    Container container = view.container();
    return switch (name) {
      case "status" -> view.state().equals(value);
      case "name" -> container.name().contains(value) || container.name().matches(value);
      case "id" -> container.id().startsWith(value);
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
}
