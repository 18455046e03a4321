package dev.jstack.compose.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the nodes of a plan while it is decided. */
final class PlanBuilder {
  private final List<PlanNode> nodes = new ArrayList<>();
  private final List<String> unchanged = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Set<String> divergedVolumes = new LinkedHashSet<>();

  /** Adds a node and returns its id. */
  int add(Operation operation, Change change, Collection<Integer> dependsOn) {
    int id = nodes.size() + 1;
    nodes.add(new PlanNode(id, operation, change, List.copyOf(new LinkedHashSet<>(dependsOn))));
    return id;
  }

  void unchanged(String container) {
    unchanged.add(container);
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  void divergedVolume(String name) {
    divergedVolumes.add(name);
  }

  Plan build() {
    return new Plan(nodes, unchanged, warnings, List.copyOf(divergedVolumes));
  }
}
