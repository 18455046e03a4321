package dev.jstack.engine;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.Labels;
import dev.jstack.compose.plan.ObservedContainer;
import dev.jstack.compose.plan.ObservedContainer.Health;
import dev.jstack.compose.plan.ObservedContainer.State;
import dev.jstack.compose.plan.ObservedState;
import dev.jstack.compose.plan.ObservedState.Image;
import dev.jstack.compose.plan.ObservedState.Resource;
import dev.jstack.compose.plan.ServiceContainer;
import dev.jstack.networking.Network;
import dev.jstack.networking.Networks;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.NetworkSpec.EndpointSpec;
import dev.jstack.runtime.container.Volume;
import dev.jstack.runtime.container.VolumeStore;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.StoredImage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes the snapshots that plans are made from. */
final class Observer {
  private final Containers containers;
  private final Networks networks;
  private final VolumeStore volumes;
  private final ImageStore images;
  private final BuiltInputs inputs;

  Observer(
      Containers containers,
      Networks networks,
      VolumeStore volumes,
      ImageStore images,
      BuiltInputs inputs) {
    this.containers = containers;
    this.networks = networks;
    this.volumes = volumes;
    this.images = images;
    this.inputs = inputs;
  }

  /** What there is of a project; {@code project} adds the external things and images it names. */
  ObservedState observe(String name, @Nullable Project project) {
    return new ObservedState(
        of(name).map(this::observed).toList(),
        networks(name, project),
        volumes(name, project),
        project == null ? Map.of() : images(project));
  }

  /** The project's containers, one-off ones too, oldest first. */
  Stream<Container> of(String project) {
    return containers.list().stream()
        .filter(container -> project.equals(container.labels().get(Labels.PROJECT)));
  }

  /** Those of one service, without one-off ones. */
  Stream<Container> ofService(String project, String service) {
    return of(project)
        .filter(container -> service.equals(container.labels().get(Labels.SERVICE)))
        .filter(container -> !oneOff(container));
  }

  /** Whether {@code run} made it. */
  static boolean oneOff(Container container) {
    return "True".equals(container.labels().get(Labels.ONE_OFF));
  }

  ObservedContainer observed(Container container) {
    return new ObservedContainer(
        container.id(),
        container.name(),
        container.labels(),
        state(container),
        health(container),
        container.state().exitCode(),
        container.imageId().toString(),
        container.spec().network().endpoints().stream()
            .map(EndpointSpec::network)
            .collect(Collectors.toSet()));
  }

  private State state(Container container) {
    return switch (container.state().status()) {
      case CREATED -> State.CREATED;
      case STARTING, RUNNING -> State.RUNNING;
      case PAUSED -> State.PAUSED;
      case EXITED -> containers.restarting(container) ? State.RESTARTING : State.EXITED;
    };
  }

  private @Nullable Health health(Container container) {
    if (!containers.hasHealthCheck(container)) {
      return null;
    }
    return containers
        .health(container)
        .map(report ->
            switch (report.status()) {
              case STARTING -> Health.STARTING;
              case HEALTHY -> Health.HEALTHY;
              case UNHEALTHY -> Health.UNHEALTHY;
            })
        .orElse(Health.STARTING);
  }

  private Map<String, Resource> networks(String name, @Nullable Project project) {
    Set<String> named =
        project == null
            ? Set.of()
            : project.networks().values().stream().map(n -> n.name()).collect(Collectors.toSet());
    return networks.list().stream()
        .filter(network -> wanted(network.name(), network.definition().labels(), name, named))
        .collect(Collectors.toMap(Network::name, Observer::resource));
  }

  private Map<String, Resource> volumes(String name, @Nullable Project project) {
    Set<String> named =
        project == null
            ? Set.of()
            : project.volumes().values().stream().map(v -> v.name()).collect(Collectors.toSet());
    return volumes.list().stream()
        .filter(volume -> wanted(volume.name(), volume.labels(), name, named))
        .collect(Collectors.toMap(Volume::name, v -> new Resource(v.name(), v.labels())));
  }

  private static boolean wanted(
      String name, Map<String, String> labels, String project, Set<String> named) {
    return project.equals(labels.get(Labels.PROJECT)) || named.contains(name);
  }

  private static Resource resource(Network network) {
    return new Resource(network.name(), network.definition().labels());
  }

  private Map<String, Image> images(Project project) {
    List<String> references =
        project.services().values().stream()
            .flatMap(service ->
                Stream.concat(
                    Stream.of(service.image().reference()),
                    ServiceContainer.mountedImages(service)))
            .distinct()
            .toList();
    Map<String, Image> found = new HashMap<>();
    for (String reference : references) {
      images.find(reference).ifPresent(image -> found.put(reference, image(reference, image)));
    }
    return found;
  }

  private Image image(String reference, StoredImage image) {
    return new Image(
        image.id().toString(),
        inputs.of(reference, image.id()).orElse(null),
        images.confirmed(image).map(when -> Duration.between(when, Instant.now())).orElse(null));
  }
}
