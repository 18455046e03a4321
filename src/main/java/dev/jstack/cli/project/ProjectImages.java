package dev.jstack.cli.project;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;

/** Names of images that projects build. */
final class ProjectImages {
  private ProjectImages() {}

  /**
   * Whether it is built without an {@code image:}, so that its name means nothing to a registry.
   */
  static boolean isNameless(Project project, Service service) {
    return service.image().build() != null
        && service.image().reference().equals(project.name() + "-" + service.name());
  }
}
