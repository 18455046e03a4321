package dev.jstack.compose.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An operation in its place in the graph.
 *
 * @param id 1…; nodes are listed so that dependencies come first
 * @param change the change it is part of
 * @param dependsOn ids of the nodes that must be done before
 */
public record PlanNode(int id, Operation operation, Change change, List<Integer> dependsOn) {
  public PlanNode {
    dependsOn = List.copyOf(dependsOn);
  }

  /** {@code #3 create container p-web-1 after #1 #2}. */
  @Override
  public String toString() {
    String after = dependsOn.stream().sorted().map(id -> " #" + id).collect(Collectors.joining());
    return "#" + id + " " + operation.text() + (after.isEmpty() ? "" : " after" + after);
  }
}
