package dev.jstack.compose.plan;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.ObservedState.Image;
import dev.jstack.runtime.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says why a container is no longer what its service asks for. */
final class Divergence {
  private static final String SERVICE = "service:";
  private static final String VARIABLE = "environment.";

  private final Project project;
  private final ObservedState observed;
  private final ImageSteps images;
  private final ResourceSteps resources;

  Divergence(Project project, ObservedState observed, ImageSteps images, ResourceSteps resources) {
    this.project = project;
    this.observed = observed;
    this.images = images;
    this.resources = resources;
  }

  boolean isRenewedVolume(String volume) {
    return resources.isRenewedVolume(volume);
  }

  /** Reasons in the service's own definition and image. */
  List<String> reasons(Service service, ObservedContainer container) {
    List<String> reasons = new ArrayList<>(definition(service, container));
    Image image = observed.images().get(service.image().reference());
    if (images.isBuilt(service)) {
      reasons.add("image is built anew");
    } else if (image != null && !image.id().equals(container.imageId())) {
      reasons.add("image: " + brief(container.imageId()) + " → " + brief(image.id()));
    }
    mounted(service, container).ifPresent(reasons::add);
    if (reasons.isEmpty()) {
      service.network().endpoints().stream()
          .filter(endpoint -> !container.networks().contains(endpoint.network()))
          .forEach(endpoint -> reasons.add("not connected to " + endpoint.network()));
    }
    return reasons;
  }

  /** An image that it mounts is another one now. */
  private Optional<String> mounted(Service service, ObservedContainer container) {
    List<String> then = List.of(container.labels().getOrDefault(Labels.MOUNTED, "").split(",", -1));
    return ServiceContainer.mountedImages(service)
        .filter(name -> {
          Image image = observed.images().get(name);
          boolean isSame = image != null && then.contains(name + "=" + image.id());
          return images.isBuilt(name) || (image != null && !isSame);
        })
        .findFirst()
        .map(name -> "the mounted image " + name + " is another one");
  }

  /** Reasons that come from elsewhere: what it shares or uses is made anew. */
  List<String> forced(Service service, ObservedContainer container, Set<String> replaced) {
    List<String> reasons = new ArrayList<>();
    shared(service)
        .filter(replaced::contains)
        .distinct()
        .forEach(other -> reasons.add(other + " is recreated"));
    strangers(service, container, replaced)
        .forEach(other -> reasons.add(other + " has another container now"));
    container.networks().stream()
        .filter(resources::isDiverged)
        .sorted()
        .forEach(network -> reasons.add("network " + network + " is made anew"));
    for (String volume : ResourceSteps.volumesOf(service)) {
      if (resources.isRenewedVolume(volume)) {
        reasons.add("volume " + volume + " is made anew");
      } else if (resources.isMissingVolume(volume)) {
        reasons.add("volume " + volume + " is gone");
      }
    }
    return reasons;
  }

  /** Services whose container that it shares something with is gone. */
  private Stream<String> strangers(
      Service service, ObservedContainer container, Set<String> replaced) {
    String shared = container.labels().get(Labels.SHARED);
    if (shared == null) {
      return Stream.of();
    }
    Set<String> known = Set.of(shared.split(",", -1));
    return shared(service)
        .distinct()
        .filter(other -> !replaced.contains(other))
        .filter(other ->
            observed.containers().stream()
                .noneMatch(c -> c.service().equals(other) && known.contains(other + "=" + c.id())));
  }

  /** Services whose namespaces this one joins, or whose volumes it mounts. */
  static Stream<String> shared(Service service) {
    Stream<String> joined =
        Stream.of(
                service.network().mode(),
                String.valueOf(service.isolation().ipc()),
                String.valueOf(service.isolation().pid()))
            .filter(mode -> mode.startsWith(SERVICE))
            .map(mode -> mode.substring(SERVICE.length()));
    return Stream.concat(joined, lenders(service));
  }

  private static Stream<String> lenders(Service service) {
    return BorrowedVolumes.of(service).stream()
        .filter(BorrowedVolumes::ofService)
        .map(BorrowedVolumes::name);
  }

  private List<String> definition(Service service, ObservedContainer container) {
    Map<String, Object> wanted = ServiceContainer.comparable(service, project.digests());
    String before = container.labels().get(Labels.CONFIG_HASH);
    if (ServiceContainer.hash(wanted).equals(before)) {
      return List.of();
    }
    @Nullable String stored = container.labels().get(Labels.CANONICAL);
    if (stored == null) {
      return List.of("configuration changed");
    }
    Map<String, Object> made =
        Json.readObject(stored.getBytes(StandardCharsets.UTF_8), container.name());
    Map<String, Object> now =
        Json.readObject(Json.write(wanted).getBytes(StandardCharsets.UTF_8), service.name());
    Set<String> once = Set.of(container.labels().getOrDefault(Labels.ONCE, "").split(",", -1));
    List<String> reasons =
        Differences.between(made, now).stream().map(d -> reason(d, once)).toList();
    return reasons.isEmpty() ? List.of("configuration changed") : reasons;
  }

  /** What {@code up -e} gave is told apart from a change of the files. */
  private static String reason(Difference difference, Set<String> once) {
    String field = difference.field();
    boolean all = field.equals("environment") && !once.contains("");
    boolean one = field.startsWith(VARIABLE) && once.contains(field.substring(VARIABLE.length()));
    boolean given = all || one;
    return given ? difference + " (given with up -e)" : difference.toString();
  }

  private static String brief(String id) {
    String hex = id.substring(id.indexOf(':') + 1);
    return hex.substring(0, Math.min(12, hex.length()));
  }
}
