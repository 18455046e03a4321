package dev.jstack.compose.plan;

import dev.jstack.compose.model.Project;
import java.util.List;

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
    if (!options.removeOrphans()) {
      plan.warn(warning(orphans));
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

  /** Docker compose's words. */
  static String warning(List<ObservedContainer> orphans) {
    List<String> names = orphans.stream().map(ObservedContainer::name).toList();
    return "Found orphan containers ("
        + names
        + ") for this project. If you removed or renamed this service in your compose file, you"
        + " can run this command with the --remove-orphans flag to clean it up.";
  }
}
