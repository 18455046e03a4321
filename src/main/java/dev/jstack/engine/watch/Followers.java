package dev.jstack.engine.watch;

import dev.jstack.compose.model.Dependency;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service and those that must not be left alone when it is replaced: dependents with {@code
 * depends_on.restart}, and services that live in its namespaces.
 */
final class Followers {
  private static final String SERVICE = "service:";

  private Followers() {}

  static List<String> with(Project project, String service) {
    Set<String> found = new LinkedHashSet<>();
    add(project, service, found);
    return new ArrayList<>(found);
  }

  private static void add(Project project, String service, Set<String> found) {
    if (!found.add(service)) {
      return;
    }
    project.services().values().stream()
        .filter(other -> restartsWith(other, service) || livesIn(other, service))
        .forEach(other -> add(project, other.name(), found));
  }

  private static boolean restartsWith(Service other, String service) {
    return other.dependsOn().stream()
        .filter(Dependency::restart)
        .anyMatch(dependency -> dependency.service().equals(service));
  }

  private static boolean livesIn(Service other, String service) {
    return Stream.<@Nullable String>of(
            other.network().mode(), other.isolation().ipc(), other.isolation().pid())
        .anyMatch((SERVICE + service)::equals);
  }
}
