package dev.jstack.engine;

import dev.jstack.compose.model.ContentDigests;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.ProjectFile;
import dev.jstack.compose.model.Service;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds out what the files that a project names hold, so that a changed file counts as a change.
 */
final class ContentReader {
  private final Builds builds;

  ContentReader(Builds builds) {
    this.builds = builds;
  }

  /** The project with digests of configs, secrets and, if wanted, of what its builds read. */
  Project withDigests(Project project, boolean contexts) {
    return project.withDigests(
        new ContentDigests(
            digests(project.configs()),
            digests(project.secrets()),
            contexts ? contexts(project) : Map.of()));
  }

  private static Map<String, String> digests(Map<String, ProjectFile> files) {
    Map<String, String> digests = new HashMap<>();
    files.forEach(
        (key, file) -> FileGrants.digest(file).ifPresent(digest -> digests.put(key, digest)));
    return digests;
  }

  private Map<String, String> contexts(Project project) {
    Map<String, String> digests = new HashMap<>();
    for (Service service : project.services().values()) {
      builds.inputs(project, service).ifPresent(found -> digests.put(service.name(), found));
    }
    return digests;
  }
}
