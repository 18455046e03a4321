package dev.jstack.compose.plan;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has to be done: a graph of operations, each as soon as those it depends on are done.
 *
 * @param nodes dependencies first
 * @param unchanged names of the containers that stay as they are
 * @param warnings what the user should know: orphans, a volume that differs from its definition
 * @param divergedVolumes full names of volumes that differ from their definition and stay
 */
public record Plan(
    List<PlanNode> nodes,
    List<String> unchanged,
    List<String> warnings,
    List<String> divergedVolumes) {
  public Plan {
    nodes = List.copyOf(nodes);
    unchanged = List.copyOf(unchanged);
    warnings = List.copyOf(warnings);
    divergedVolumes = List.copyOf(divergedVolumes);
  }

  /** Nothing to do. */
  public boolean isEmpty() {
    return nodes.isEmpty();
  }

  /** What the user sees, in plan order. */
  public List<Change> changes() {
    return nodes.stream().map(PlanNode::change).distinct().toList();
  }

  /** For people: one line a change, further reasons below it; {@code nothing to do}. */
  public String summary() {
    return PlanText.summary(this);
  }

  /** For programs: JSON types only. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("changes", changes().stream().map(PlanText::json).toList());
    json.put("unchanged", unchanged);
    json.put("warnings", warnings);
    json.put("operations", nodes.stream().map(PlanNode::toString).toList());
    return json;
  }

  /** One stable line a node, with the reasons at a change's first; what tests compare. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    Set<Change> seen = new HashSet<>();
    for (PlanNode node : nodes) {
      boolean first = seen.add(node.change()) && !node.change().reasons().isEmpty();
      String reasons = first ? ": " + String.join(", ", node.change().reasons()) : "";
      text.append(node).append(reasons).append('\n');
    }
    return text.toString();
  }
}
