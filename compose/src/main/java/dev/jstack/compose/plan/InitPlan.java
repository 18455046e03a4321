package dev.jstack.compose.plan;

import dev.jstack.compose.model.InitStep;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.Decision.Action;
import java.util.ArrayList;
import java.util.List;

/** When {@code pre_start} runs: before new containers, not when an old one starts again. */
final class InitPlan {
  private final PlanBuilder plan;
  private final UpOptions options;
  private final ImageSteps images;
  private final ResourceSteps resources;

  InitPlan(PlanBuilder plan, UpOptions options, ImageSteps images, ResourceSteps resources) {
    this.plan = plan;
    this.options = options;
    this.images = images;
    this.resources = resources;
  }

  /** Steps for all containers; a service that is only scaled has had them. */
  List<Integer> common(List<Decision> list, List<Integer> before) {
    Decision first = list.stream().filter(Decision::starts).findFirst().orElseThrow();
    boolean anew = list.stream().allMatch(d -> isNew(d) || d.action() == Action.REMOVE);
    return anew && has(first.service(), false) ? add(first, 0, before) : List.of();
  }

  /** Steps of this one container. */
  List<Integer> own(Decision decision, List<Integer> before) {
    return isNew(decision) && has(decision.service(), true)
        ? add(decision, decision.number(), before)
        : List.of();
  }

  private List<Integer> add(Decision decision, int number, List<Integer> before) {
    if (!options.start()) {
      return List.of();
    }
    List<Integer> needs = new ArrayList<>(before);
    needs.addAll(images.of(decision.service()));
    needs.addAll(resources.networks(decision.service()));
    needs.addAll(resources.volumes(decision.service()));
    var operation = new Operation.Initialise(decision.service().name(), number);
    return List.of(plan.add(operation, decision.change(), needs));
  }

  private static boolean isNew(Decision decision) {
    return decision.action() == Action.CREATE || decision.action() == Action.RECREATE;
  }

  private static boolean has(Service service, boolean perReplica) {
    return service.lifecycle().preStart().stream()
        .map(InitStep::perReplica)
        .anyMatch(own -> own == perReplica);
  }
}
