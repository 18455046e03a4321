package dev.jstack.cli.project;

import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.Labels;
import dev.jstack.compose.plan.Plan;
import dev.jstack.console.LogPrinter;
import dev.jstack.engine.event.EventJournal;
import dev.jstack.networking.Network;
import dev.jstack.runtime.EventListener;
import java.time.Instant;
import java.util.List;

/** What is to be said when {@code up} is done. */
final class Aftermath {
  private final Session session;

  Aftermath(Session session) {
    this.session = session;
  }

  /** What is new is told once; a route that lies over a network, as long as it does. */
  void report(Plan plan, Project project, EventListener progress) {
    new PlanPrinter(session).aftermath(plan, progress);
    var networks = session.engine().networks();
    if (!plan.nodes().isEmpty()) {
      new Exposure(session).report(project, progress);
      networks.obstacles().forEach(this::warn);
    }
    networks.collisions(names(project)).forEach(this::warn);
  }

  /** From now on tells at once of a route that comes up over one of the project's networks. */
  EventJournal.Registration watch(Project project, LogPrinter printer) {
    return session
        .engine()
        .containers()
        .journal()
        .listen(
            Instant.now(),
            event -> {
              String warning = event.attributes().get("warning");
              if (warning != null && names(project).contains(event.attributes().get("name"))) {
                Thread.startVirtualThread(() -> printer.apart(() -> warn(warning)));
              }
            });
  }

  private List<String> names(Project project) {
    return session.engine().networks().list().stream()
        .filter(n -> project.name().equals(n.definition().labels().get(Labels.PROJECT)))
        .map(Network::name)
        .toList();
  }

  private void warn(String text) {
    session.err().println("warning: " + text);
  }
}
