package dev.jstack.compose.plan;

import dev.jstack.compose.model.Build;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.ObservedState.Image;
import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which images have to be built or fetched. */
final class ImageSteps {
  private final Project project;
  private final ObservedState observed;
  private final UpOptions options;
  private final PlanBuilder plan;
  private final Map<String, Integer> nodes = new HashMap<>();
  private final Set<String> built = new HashSet<>();

  ImageSteps(Project project, ObservedState observed, UpOptions options, PlanBuilder plan) {
    this.project = project;
    this.observed = observed;
    this.options = options;
    this.plan = plan;
  }

  void add(Selected selected) {
    for (Service service : selected.services()) {
      if (service.image().build() != null) {
        build(service);
      }
    }
    for (Service service : selected.services()) {
      if (service.image().build() == null) {
        pull(service);
      }
    }
  }

  /** The node that provides the service's image; empty if it is there. */
  List<Integer> of(Service service) {
    Integer node = nodes.get(service.image().reference());
    return node == null ? List.of() : List.of(node);
  }

  /** Whether the image will be another one, as far as can be known. */
  boolean isBuilt(Service service) {
    return built.contains(service.image().reference());
  }

  private void build(Service service) {
    String reference = service.image().reference();
    String reason = nodes.containsKey(reference) ? null : buildReason(service);
    if (reason == null) {
      return;
    }
    Change change =
        new Change("Image " + reference, service.name(), Change.Verb.BUILD, List.of(reason));
    var operation = new Operation.BuildImage(service.name(), reference);
    nodes.put(reference, plan.add(operation, change, basesOf(service)));
    built.add(reference);
  }

  /** Services whose images this build reads ({@code additional_contexts: service:x}). */
  private List<Integer> basesOf(Service service) {
    List<Integer> bases = new ArrayList<>();
    Build build = service.image().build();
    for (String context : build == null ? List.<String>of() : build.additionalContexts().values()) {
      Service base =
          context.startsWith("service:") ? project.services().get(context.substring(8)) : null;
      if (base != null) {
        build(base);
        bases.addAll(of(base));
      }
    }
    return bases;
  }

  private @Nullable String buildReason(Service service) {
    Image image = observed.images().get(service.image().reference());
    if (options.builds() == UpOptions.Builds.NEVER) {
      if (image == null) {
        throw new JstackException(
            "no such image: " + service.image().reference(),
            "build it, or leave out --no-build",
            null);
      }
      return null;
    }
    if (image == null) {
      return "not built yet";
    }
    if (options.builds() == UpOptions.Builds.ALWAYS) {
      return "--build";
    }
    if ("build".equals(service.image().pullPolicy())) {
      return "pull_policy: build";
    }
    String context = project.digests().contexts().get(service.name());
    boolean changed =
        context != null && image.contextDigest() != null && !context.equals(image.contextDigest());
    return changed ? "build context changed" : null;
  }

  private void pull(Service service) {
    String reference = service.image().reference();
    if (nodes.containsKey(reference)) {
      return;
    }
    PullRule rule = PullRule.of(service, options.pulls());
    rule.reason(observed.images().get(reference))
        .ifPresent(reason -> {
          Change change =
              new Change("Image " + reference, service.name(), Change.Verb.PULL, List.of(reason));
          var operation = new Operation.PullImage(service.name(), reference);
          nodes.put(reference, plan.add(operation, change, List.of()));
        });
  }
}
