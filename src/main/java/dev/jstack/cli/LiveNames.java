package dev.jstack.cli;

import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.model.Project;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.stream.Stream;

/** The names that there are now for a kind of argument, by the label that the help gives it. */
final class LiveNames {
  /** Files, which the shell knows better. */
  static final String FILES = ":files";

  private final Session session;

  LiveNames(Session session) {
    this.session = session;
  }

  Stream<String> of(String label) {
    return switch (label) {
      case "SERVICE", "SERVICES" -> services();
      case "SERVICE=NUM" -> services().map(name -> name + "=");
      case "SERVICE|CONTAINER" -> Stream.concat(services(), containers());
      case "CONTAINER" -> containers();
      case "IMAGE", "NAME[:TAG]", "SOURCE_IMAGE[:TAG]", "REPOSITORY[:TAG]" -> images();
      case "NETWORK" -> session.engine().networks().list().stream().map(found -> found.name());
      case "VOLUME" -> session.engine().volumes().list().stream().map(found -> found.name());
      case "PROFILE" -> profiles();
      case "FILE", "DIR", "FILE|URL|-", "PATH|URL|-" -> Stream.of(FILES);
      case "SHELL" -> CompletionCommand.SHELLS.stream();
      case "WHEN" -> Stream.of("never", "always", "auto");
      case "POLICY" -> Stream.of("always", "missing", "never");
      case "FORMAT" -> Stream.of("table", "json");
      case "STATUS" ->
          Stream.of("created", "running", "paused", "restarting", "removing", "exited", "dead");
      default -> Stream.of();
    };
  }

  private Stream<String> services() {
    try {
      Project project = new ProjectAccess(session).loadQuietly(List.of()).project();
      return Stream.concat(project.services().keySet().stream(), project.disabled().stream())
          .sorted();
    } catch (JstackException e) {
      return session.projects().containers(new ProjectAccess(session).target().name()).stream()
          .map(ServiceContainers::service)
          .distinct()
          .sorted();
    }
  }

  private Stream<String> profiles() {
    LoadedProject loaded = new ProjectAccess(session).loadQuietly(List.of());
    return loaded.profiles().stream();
  }

  private Stream<String> containers() {
    return session.engine().containers().list().stream().map(Container::name).sorted();
  }

  private Stream<String> images() {
    return session.engine().images().list().stream()
        .flatMap(image -> image.references().stream())
        .map(name -> name.familiarName() + (name.tag() == null ? "" : ":" + name.tag()))
        .sorted();
  }
}
