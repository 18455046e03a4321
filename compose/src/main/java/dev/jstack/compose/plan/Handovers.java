package dev.jstack.compose.plan;

import dev.jstack.compose.model.Service;
import dev.jstack.runtime.container.NetworkSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Replacements without a gap ({@code deploy.update_config.order: start-first}): the new container
 * starts beside the old one, which goes when the new one is ready, or stays if it never is.
 */
final class Handovers {
  private final PlanBuilder plan;
  private final UpOptions options;
  private final Map<String, List<Integer>> ends = new HashMap<>();
  private final Set<String> refused = new HashSet<>();

  Handovers(PlanBuilder plan, UpOptions options) {
    this.plan = plan;
    this.options = options;
  }

  /** Whether this one is replaced so; a service that can't be there twice is warned of. */
  boolean wanted(Decision decision) {
    Service service = decision.service();
    if (!service.lifecycle().update().startFirst() || !decision.alive()) {
      return false;
    }
    String obstacle = obstacle(service);
    if (obstacle.isEmpty()) {
      return true;
    }
    if (refused.add(service.name())) {
      plan.warn(
          "service \"%s\" is stopped before it is replaced, though its order is start-first: %s"
              .formatted(service.name(), obstacle));
    }
    return false;
  }

  private static String obstacle(Service service) {
    NetworkSpec network = service.network();
    if (network.endpoints().stream().anyMatch(end -> end.ipv4() != null || end.mac() != null)) {
      return "two containers can't have the same address";
    }
    return network.mode().equals("host") ? "two containers would share the host's ports" : "";
  }

  /**
   * How the new one starts: if both publish a port, the old one has it until the new one is ready.
   */
  Operation start(Decision decision, String provisional) {
    String service = decision.service().name();
    return publishes(decision)
        ? new Operation.StartBeside(service, provisional, old(decision).name())
        : new Operation.StartContainer(service, provisional);
  }

  private static boolean publishes(Decision decision) {
    return decision.service().network().ports().stream().anyMatch(port -> port.hostPort() > 0);
  }

  private static ObservedContainer old(Decision decision) {
    return Objects.requireNonNull(decision.container());
  }

  /** What must be over before the new container may start, so that no more are replaced at once. */
  List<Integer> turn(Decision decision, int created) {
    int parallelism = decision.service().lifecycle().update().parallelism();
    List<Integer> before = ends.getOrDefault(decision.service().name(), List.of());
    List<Integer> needs = new ArrayList<>(List.of(created));
    if (parallelism > 0 && before.size() >= parallelism) {
      needs.add(before.get(before.size() - parallelism));
    }
    return needs;
  }

  /** The old one goes once the new one, {@code started} as {@code provisional}, is ready. */
  List<Integer> add(Decision decision, String provisional, boolean inherit, List<Integer> started) {
    String service = decision.service().name();
    ObservedContainer old = old(decision);
    Change change = decision.change();
    int ready = plan.add(new Operation.AwaitReady(service, provisional), change, started);
    if (publishes(decision)) {
      var handOver = new Operation.HandOver(service, old.name(), provisional);
      ready = plan.add(handOver, change, List.of(ready));
    }
    int stop =
        plan.add(
            new Operation.StopContainer(service, old.name(), options.timeoutMillis()),
            change,
            List.of(ready));
    int last =
        plan.add(
            new Operation.RemoveContainer(service, old.name(), !inherit), change, List.of(stop));
    if (!provisional.equals(decision.name())) {
      var rename = new Operation.RenameContainer(service, provisional, decision.name());
      last = plan.add(rename, change, List.of(last));
    }
    ends.computeIfAbsent(service, _ -> new ArrayList<>()).add(last);
    return List.of(last);
  }
}
