package dev.jstack.compose.load;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.runtime.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A project, and what its user should know though it loads.
 *
 * @param warnings attributes not honoured here, variables not set, obsolete keys; in file order
 * @param canonical the whole model as {@code config} prints it: JSON types only
 * @param model the same with the places of everything
 * @param profiles all that services name, active or not, sorted
 * @param environment what interpolation saw: the caller's variables over those of env files
 * @param sources all files that it was read from, and env files that may be there another time
 */
public record LoadedProject(
    Project project,
    List<Problem> warnings,
    Map<String, @Nullable Object> canonical,
    Mapping model,
    List<String> profiles,
    Map<String, String> environment,
    Set<Path> sources) {
  public LoadedProject {
    warnings = List.copyOf(warnings);
    profiles = List.copyOf(profiles);
    environment = Map.copyOf(environment);
    sources = Set.copyOf(sources);
  }
}
