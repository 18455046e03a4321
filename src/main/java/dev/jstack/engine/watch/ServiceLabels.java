package dev.jstack.engine.watch;

import dev.jstack.compose.plan.Labels;
import dev.jstack.runtime.container.Container;
import java.util.Map;

/** Which containers are a service's. */
final class ServiceLabels {
  private ServiceLabels() {}

  /** Whether {@code up} made it for the service. */
  static boolean isOf(Container container, String project, String service) {
    Map<String, String> labels = container.labels();
    return project.equals(labels.get(Labels.PROJECT))
        && service.equals(labels.get(Labels.SERVICE))
        && !"True".equals(labels.get(Labels.ONE_OFF));
  }
}
