package dev.jstack.compose.plan;

import dev.jstack.compose.model.Condition;
import dev.jstack.compose.model.Dependency;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who depends on whom, as the labels of existing containers say. */
final class DependencyGraph {
  private final Map<String, List<Dependency>> needs = new LinkedHashMap<>();

  private DependencyGraph() {}

  static DependencyGraph of(Collection<ObservedContainer> containers) {
    DependencyGraph graph = new DependencyGraph();
    for (ObservedContainer container : containers) {
      if (!container.oneOff()) {
        graph.needs.putIfAbsent(
            container.service(), parse(container.labels().getOrDefault(Labels.DEPENDS_ON, "")));
      }
    }
    return graph;
  }

  /** {@code db:service_healthy:false,cache:service_started:true}. */
  private static List<Dependency> parse(String label) {
    List<Dependency> dependencies = new ArrayList<>();
    for (String entry : label.isEmpty() ? new String[0] : label.split(",", -1)) {
      String[] parts = entry.split(":", -1);
      Condition condition = parts.length > 1 ? Condition.parse(parts[1]) : Condition.STARTED;
      boolean restart = parts.length > 2 && Boolean.parseBoolean(parts[2]);
      dependencies.add(new Dependency(parts[0], condition, restart, true));
    }
    return dependencies;
  }

  List<Dependency> needs(String service) {
    return needs.getOrDefault(service, List.of());
  }

  /** Services that depend on this one. */
  List<String> dependents(String service) {
    return needs.entrySet().stream()
        .filter(e -> e.getValue().stream().anyMatch(d -> d.service().equals(service)))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** All services, dependencies first. */
  List<String> order() {
    Set<String> order = new LinkedHashSet<>();
    needs.keySet().forEach(service -> place(service, order, new LinkedHashSet<>()));
    return List.copyOf(order);
  }

  private void place(String service, Set<String> order, Set<String> open) {
    if (order.contains(service) || !needs.containsKey(service) || !open.add(service)) {
      return;
    }
    needs(service).forEach(dependency -> place(dependency.service(), order, open));
    order.add(service);
  }
}
