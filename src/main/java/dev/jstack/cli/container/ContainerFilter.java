package dev.jstack.cli.container;

import dev.jstack.cli.option.Filters;
import dev.jstack.cli.option.PortSyntax;
import dev.jstack.engine.Containers;
import dev.jstack.engine.Images;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** {@code --filter} of container lists. */
final class ContainerFilter {
  private static final String[] NAMES = {
    "ancestor",
    "before",
    "exited",
    "expose",
    "health",
    "id",
    "label",
    "name",
    "network",
    "publish",
    "since",
    "status",
    "volume"
  };
  private static final List<String> STATES =
      List.of("created", "running", "paused", "restarting", "removing", "exited", "dead");

  private static final List<String> HEALTH = List.of("none", "starting", "healthy", "unhealthy");

  private final Filters filters;
  private final Containers containers;
  private final Images images;

  ContainerFilter(List<String> texts, Containers containers, Images images) {
    this.images = images;
    this.filters = new Filters(texts, NAMES);
    this.containers = containers;
    filters.expect("status", STATES::contains, String.join(", ", STATES));
    filters.expect("health", HEALTH::contains, String.join(", ", HEALTH));
    filters.expect("exited", code -> code.matches("[+-]?\\d{1,9}"), "an exit code");
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

  private boolean matches(ContainerView view, String name, String value) {
    Container container = view.container();
    return switch (name) {
      case "status" -> view.state().equals(value);
      case "name" ->
          container.name().contains(value)
              || pattern(value).matcher(container.name()).find()
              || pattern(value).matcher("/" + container.name()).find();
      case "before" -> container.created().isBefore(containers.require(value).created());
      case "since" -> container.created().isAfter(containers.require(value).created());
      case "publish" -> PortSyntax.exposed(value).stream().anyMatch(published(view)::contains);
      case "expose" -> PortSyntax.exposed(value).stream().anyMatch(view.exposed()::contains);
      case "id" -> container.id().startsWith(value);
      case "ancestor" ->
          container.spec().image().equals(value)
              || images
                  .find(value)
                  .filter(image -> image.id().equals(container.imageId()))
                  .isPresent();
      case "network" -> view.isOn(value);
      case "volume" ->
          container.mounts().stream()
              .anyMatch(mount -> mount.name().equals(value) || mount.target().equals(value));
      case "health" -> view.health().equals(value.equals("none") ? "" : value);
      case "exited" ->
          view.state().equals("exited")
              && Integer.toString(container.state().exitCode()).equals(value);
      default -> false;
    };
  }

  /** {@code 8080/tcp}, by its number on the host. */
  private static List<String> published(ContainerView view) {
    return view.published().stream().map(port -> port.hostPort() + "/" + port.protocol()).toList();
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new JstackException("invalid filter \"name=" + text + "\": " + e.getDescription(), e);
    }
  }
}
