package dev.jstack.compose.plan;

import dev.jstack.compose.model.Project;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Containers of the project whose service is no longer in the file. */
final class Orphans {
  private Orphans() {}

  static List<ObservedContainer> of(Project project, ObservedState observed) {
    return observed.containers().stream()
        .filter(container -> container.project().equals(project.name()) && !container.oneOff())
        .filter(container -> !project.services().containsKey(container.service()))
        .filter(container -> !project.disabled().contains(container.service()))
        .toList();
  }

  static void add(Project project, ObservedState observed, UpOptions options, PlanBuilder plan) {
    List<ObservedContainer> orphans = of(project, observed);
    if (orphans.isEmpty()) {
      return;
    }
    if (options.orphans() != UpOptions.Orphaned.REMOVE) {
      if (options.orphans() == UpOptions.Orphaned.TELL) {
        warnings(project, orphans).forEach(plan::warn);
      }
      return;
    }
    for (ObservedContainer orphan : orphans) {
      Change change =
          new Change(
              "Container " + orphan.name(),
              orphan.service(),
              Change.Verb.REMOVE,
              List.of("its service is not in the file"));
      Teardown.remove(orphan, change, List.of(), options.timeoutMillis(), false, plan);
    }
  }

  /** Those that other files made are no orphans, but may be in the wrong project. */
  private static List<String> warnings(Project project, List<ObservedContainer> orphans) {
    Map<String, List<ObservedContainer>> byOwner =
        orphans.stream()
            .collect(
                Collectors.groupingBy(
                    orphan -> stranger(project, orphan), TreeMap::new, Collectors.toList()));
    return byOwner.entrySet().stream()
        .map(entry ->
            entry.getKey().isEmpty()
                ? warning(entry.getValue())
                : foreign(project, entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The files that made it, or empty if one of them is this project's. */
  private static String stranger(Project project, ObservedContainer orphan) {
    String files = orphan.labels().getOrDefault(Labels.CONFIG_FILES, "");
    boolean own =
        project.files().stream()
            .map(Object::toString)
            .anyMatch(Arrays.asList(files.split(",", -1))::contains);
    return own ? "" : files;
  }

  private static String foreign(Project project, String files, List<ObservedContainer> containers) {
    return "containers "
        + names(containers)
        + " are of project \""
        + project.name()
        + "\", too, but belong to "
        + files
        + "; name one of the projects differently with -p or \"name:\", or remove them with"
        + " --remove-orphans";
  }

  /** Docker compose's words. */
  static String warning(List<ObservedContainer> orphans) {
    return "Found orphan containers ("
        + names(orphans)
        + ") for this project. If you removed or renamed this service in your compose file, you"
        + " can run this command with the --remove-orphans flag to clean it up.";
  }

  private static String names(List<ObservedContainer> containers) {
    return containers.stream()
        .map(ObservedContainer::name)
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
