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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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
        pull(service, service.image().reference());
      }
      ServiceContainer.mountedImages(service).forEach(image -> provide(service, image));
    }
  }

  /** An image that a service mounts is another one's that is built, or pulled if it isn't there. */
  private void provide(Service service, String image) {
    project.services().values().stream()
        .filter(other -> other.image().build() != null)
        .filter(other -> other.image().reference().equals(image))
        .findFirst()
        .ifPresentOrElse(this::build, () -> pull(service, image));
  }

  /** The nodes that provide the service's images; empty if they are there. */
  List<Integer> of(Service service) {
    return Stream.concat(
            Stream.of(service.image().reference()), ServiceContainer.mountedImages(service))
        .map(nodes::get)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** Whether the image will be another one, as far as can be known. */
  boolean isBuilt(Service service) {
    return isBuilt(service.image().reference());
  }

  boolean isBuilt(String reference) {
    return built.contains(reference);
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

  private void pull(Service service, String reference) {
    if (nodes.containsKey(reference)) {
      return;
    }
    PullRule rule = PullRule.of(service, reference, options.pulls());
    rule.reason(observed.images().get(reference))
        .ifPresent(reason -> {
          Change change =
              new Change("Image " + reference, service.name(), Change.Verb.PULL, List.of(reason));
          var operation = new Operation.PullImage(service.name(), reference);
          nodes.put(reference, plan.add(operation, change, List.of()));
        });
  }
}
