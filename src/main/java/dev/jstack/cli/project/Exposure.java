package dev.jstack.cli.project;

import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.Labels;
import dev.jstack.networking.Sandbox;
import dev.jstack.networking.port.PublishedPort;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.TreeSet;

/** Tells which ports other machines reach: many a port is published for this machine alone. */
final class Exposure {
  private final Session session;

  Exposure(Session session) {
    this.session = session;
  }

  /** One line for each service with such ports. */
  void report(Project project, EventListener progress) {
    for (String service : project.services().keySet()) {
      var ports = new TreeSet<Integer>();
      for (Container container : session.engine().containers().list()) {
        if (project.name().equals(container.labels().get(Labels.PROJECT))
            && service.equals(ServiceContainers.service(container))) {
          ports(container).stream()
              .filter(port -> !port.hostIp().isLoopbackAddress())
              .forEach(port -> ports.add(port.hostPort()));
        }
      }
      if (!ports.isEmpty()) {
        String list = String.join(", ", ports.stream().map(String::valueOf).toList());
        progress.on(Event.done("Service " + service, "reachable from other machines: " + list));
      }
    }
  }

  private List<PublishedPort> ports(Container container) {
    return session.engine().containers().sandbox(container).map(Sandbox::ports).orElse(List.of());
  }
}
