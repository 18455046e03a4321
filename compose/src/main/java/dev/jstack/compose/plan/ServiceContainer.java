package dev.jstack.compose.plan;

import dev.jstack.compose.model.ContentDigests;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.ProjectNetwork;
import dev.jstack.compose.model.ProjectVolume;
import dev.jstack.compose.model.Service;
import dev.jstack.runtime.container.ContainerSpec;
import java.util.Map;

/** A service as a container: names, labels, spec, and the form that plans compare. */
@SuppressWarnings("DoNotCallSuggester")
public final class ServiceContainer {
  private ServiceContainer() {}

  /** {@code project-service-N}, or {@code container_name}. */
  public static String name(Project project, Service service, int number) {
    return service.containerName() != null
        ? service.containerName()
        : project.name() + "-" + service.name() + "-" + number;
  }

  /** The spec of a container of the service. */
  public static ContainerSpec spec(
      Project project, Service service, int number, String name, ContainerContext context) {
    throw new UnsupportedOperationException("spec of " + service.name());
  }

  /** The spec of a one-off container ({@code run}); {@code name} ends in {@code -run-<slug>}. */
  public static ContainerSpec oneOff(
      Project project, Service service, String slug, String name, ContainerContext context) {
    throw new UnsupportedOperationException("spec of " + service.name());
  }

  /**
   * What is compared to decide whether a container is still right: the canonical service without
   * what needs no new container, with digests of its configs and secrets.
   */
  public static Map<String, Object> comparable(Service service, ContentDigests digests) {
    throw new UnsupportedOperationException("form of " + service.name());
  }

  /** Labels for a network of the project. */
  public static Map<String, String> labels(Project project, ProjectNetwork network) {
    throw new UnsupportedOperationException("labels of " + network.name());
  }

  /** Labels for a volume of the project. */
  public static Map<String, String> labels(Project project, ProjectVolume volume) {
    throw new UnsupportedOperationException("labels of " + volume.name());
  }
}
