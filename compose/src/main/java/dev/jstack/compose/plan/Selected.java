package dev.jstack.compose.plan;

import dev.jstack.compose.model.Dependency;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The services a command is about.
 *
 * @param named those meant: all, if none is named
 * @param services with those they need, dependencies first
 */
public record Selected(Set<String> named, List<Service> services) {

  /** Names that the project doesn't have are refused. */
  public static Selected of(Project project, UpOptions.Selection selection) {
    Set<String> named = new LinkedHashSet<>(selection.services());
    if (named.isEmpty()) {
      return new Selected(project.services().keySet(), List.copyOf(project.services().values()));
    }
    Set<String> all = new LinkedHashSet<>();
    named.forEach(name -> add(project, project.service(name), selection.dependencies(), all));
    List<Service> services =
        project.services().values().stream().filter(s -> all.contains(s.name())).toList();
    return new Selected(named, services);
  }

  private static void add(
      Project project, Service service, boolean dependencies, Set<String> into) {
    if (!into.add(service.name()) || !dependencies) {
      return;
    }
    for (Dependency dependency : service.dependsOn()) {
      Service needed = project.services().get(dependency.service());
      if (needed != null) {
        add(project, needed, true, into);
      }
    }
  }

  boolean contains(String service) {
    return services.stream().anyMatch(s -> s.name().equals(service));
  }
}
