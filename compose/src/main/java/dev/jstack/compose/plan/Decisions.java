package dev.jstack.compose.plan;

import dev.jstack.compose.model.Condition;
import dev.jstack.compose.model.Dependency;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.Decision.Action;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.RestartPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * First half of the containers' planning: what happens to each, service by service, dependencies
 * first, because a service's fate may follow from that of one it depends on.
 */
final class Decisions {
  private final Project project;
  private final ObservedState observed;
  private final UpOptions options;
  private final Selected selected;
  private final Divergence divergence;
  private final Map<String, List<Decision>> decisions = new LinkedHashMap<>();
  private final Set<String> replaced = new HashSet<>();
  private final Set<String> restarted = new HashSet<>();

  Decisions(
      Project project,
      ObservedState observed,
      UpOptions options,
      Selected selected,
      Divergence divergence) {
    this.project = project;
    this.observed = observed;
    this.options = options;
    this.selected = selected;
    this.divergence = divergence;
  }

  /** By service, dependencies first. */
  Map<String, List<Decision>> all() {
    for (Service service : selected.services()) {
      List<Decision> made = decide(service);
      decisions.put(service.name(), made);
      if (made.stream().anyMatch(d -> d.action() == Action.RECREATE)) {
        replaced.add(service.name());
      }
      if (made.stream().anyMatch(d -> d.action() == Action.RESTART)) {
        restarted.add(service.name());
      }
    }
    return decisions;
  }

  private List<Decision> decide(Service service) {
    List<Decision> made = new ArrayList<>();
    Map<Integer, Decision> kept = new HashMap<>();
    int wanted = options.scale().getOrDefault(service.name(), service.scale());
    if (wanted > 1 && service.containerName() != null) {
      throw new JstackException(
          "service \"%s\" can't have %d containers, as all would be named \"%s\""
              .formatted(service.name(), wanted, service.containerName()),
          "remove container_name to scale it",
          null);
    }
    for (Decision decision : existing(service)) {
      if (kept.size() < wanted && !kept.containsKey(decision.number())) {
        kept.put(decision.number(), decision);
      } else {
        String reason =
            kept.containsKey(decision.number())
                ? "left over from an interrupted replacement"
                : "scaled to " + wanted;
        made.add(decision.as(Action.REMOVE, List.of(reason)));
      }
    }
    for (int number = 1; kept.size() < wanted; number++) {
      if (!kept.containsKey(number)) {
        kept.put(number, create(service, number));
      }
    }
    kept.values().stream().sorted(Comparator.comparingInt(Decision::number)).forEach(made::add);
    return made;
  }

  private static Decision create(Service service, int number, String name) {
    return new Decision(service, number, name, null, Action.CREATE, List.of("new"), false);
  }

  private Decision create(Service service, int number) {
    return create(service, number, ServiceContainer.name(project, service, number));
  }

  /** The service's containers, the best first: up to date before diverged, then by number. */
  private List<Decision> existing(Service service) {
    List<Decision> existing = new ArrayList<>();
    for (ObservedContainer container : observed.containers()) {
      boolean mine =
          container.service().equals(service.name())
              && container.project().equals(project.name())
              && !container.oneOff()
              && container.number() > 0;
      if (mine) {
        existing.add(judge(service, container));
      }
    }
    List<Decision> all = List.copyOf(existing);
    existing.sort(
        Comparator.comparing((Decision d) -> isUnfinished(d, all))
            .thenComparing(d -> d.action() == Action.RECREATE)
            .thenComparing(d -> d.container() == null || !d.name().equals(d.container().name()))
            .thenComparingInt(Decision::number));
    return existing;
  }

  /** It started beside one that still runs, and doesn't have that one's ports. */
  private static boolean isUnfinished(Decision decision, List<Decision> all) {
    return decision.alive()
        && !decision.name().equals(nameOf(decision))
        && nameOf(decision).endsWith("_" + decision.name())
        && all.stream()
            .anyMatch(
                d -> d.alive() && d.name().equals(nameOf(d)) && d.number() == decision.number());
  }

  private static String nameOf(Decision decision) {
    ObservedContainer container = decision.container();
    return container == null ? "" : container.name();
  }

  private Decision judge(Service service, ObservedContainer container) {
    String name = ServiceContainer.name(project, service, container.number());
    List<String> reasons = reasons(service, container);
    boolean volumesFirst =
        ResourceSteps.volumesOf(service).stream().anyMatch(divergence::isRenewedVolume);
    Action action = reasons.isEmpty() ? unreplaced(service, container) : Action.RECREATE;
    if (action == Action.START) {
      reasons =
          List.of(container.state() == ObservedContainer.State.CREATED ? "created" : "stopped");
    }
    Decision decision =
        new Decision(service, container.number(), name, container, action, reasons, volumesFirst);
    return action == Action.KEEP ? followRestarts(service, decision) : decision;
  }

  private List<String> reasons(Service service, ObservedContainer container) {
    UpOptions.Mode mode =
        selected.named().contains(service.name())
            ? options.recreation().services()
            : options.recreation().dependencies();
    List<String> forced = divergence.forced(service, container, replaced);
    return switch (mode) {
      case NEVER -> List.of();
      case ALWAYS -> forced.isEmpty() ? List.of(asked()) : forced;
      case DIVERGED -> {
        List<String> reasons = new ArrayList<>(divergence.reasons(service, container));
        reasons.addAll(forced);
        yield reasons;
      }
    };
  }

  private String asked() {
    return options.recreation().renewVolumes() ? "--renew-anon-volumes" : "--force-recreate";
  }

  private Action unreplaced(Service service, ObservedContainer container) {
    if (container.alive() || isDone(service, container) || !options.start()) {
      return Action.KEEP;
    }
    return Action.START;
  }

  /** A job that others wait for has ended well: it isn't run again. */
  private boolean isDone(Service service, ObservedContainer container) {
    boolean ended =
        container.state() == ObservedContainer.State.EXITED && container.exitCode() == 0;
    boolean asked = options.selection().services().contains(service.name());
    boolean job = service.lifecycle().restart().condition() == RestartPolicy.Condition.NO;
    return ended
        && job
        && !asked
        && project.services().values().stream()
            .flatMap(other -> other.dependsOn().stream())
            .anyMatch(
                d -> d.service().equals(service.name()) && d.condition() == Condition.COMPLETED);
  }

  /** {@code depends_on: {db: {restart: true}}}: it is restarted with db. */
  private Decision followRestarts(Service service, Decision decision) {
    for (Dependency dependency : service.dependsOn()) {
      boolean anew = replaced.contains(dependency.service());
      boolean again = restarted.contains(dependency.service());
      if (dependency.restart() && (anew || again) && decision.alive()) {
        String reason = dependency.service() + (anew ? " is recreated" : " is restarted");
        return decision.as(Action.RESTART, List.of(reason));
      }
    }
    return decision;
  }
}
