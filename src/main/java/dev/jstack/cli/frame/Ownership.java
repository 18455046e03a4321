package dev.jstack.cli.frame;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.Labels;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whose project it is. Two directories of the same name have projects of the same name, and must
 * not change each other's containers by mistake.
 */
public final class Ownership {
  private final Session session;

  public Ownership(Session session) {
    this.session = session;
  }

  /** Refuses a project whose containers were made from another directory that is still there. */
  public void check(Project project) {
    if (session.options().adopt || named()) {
      return;
    }
    List<Container> containers = session.projects().containers(project.name());
    containers.stream()
        .map(container -> container.labels().getOrDefault(Labels.WORKING_DIR, ""))
        .filter(owner -> !owner.isEmpty() && isOther(Path.of(owner), project.directory()))
        .findFirst()
        .ifPresent(owner -> {
          throw new JstackException(
              "project \"%s\" belongs to %s: it is not changed from %s"
                  .formatted(project.name(), owner, project.directory()),
              "name this one differently with -p or \"name:\", or take that one over with --adopt",
              null);
        });
  }

  /** It is there, and not the same one by another name. */
  private static boolean isOther(Path owner, Path own) {
    try {
      return !owner.equals(own) && Files.isDirectory(owner) && !Files.isSameFile(owner, own);
    } catch (IOException e) {
      return true;
    }
  }

  /** Who names it on the command line or in a variable means that one. */
  private boolean named() {
    return session.options().projectName != null
        || session.settings().value("COMPOSE_PROJECT_NAME") != null;
  }
}
