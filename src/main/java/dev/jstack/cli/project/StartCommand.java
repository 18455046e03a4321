package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectAccess.Target;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.Plan;
import dev.jstack.console.Progress;
import dev.jstack.runtime.JstackException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose start}. */
@Command(name = "start", description = "Start services that exist.")
public final class StartCommand implements ProjectChange {
  private final Session session;

  @Option(names = "--wait", description = "Wait until services run or are healthy.")
  private boolean wait;

  @Option(names = "--wait-timeout", paramLabel = "SECONDS", description = "How long at most.")
  private int seconds;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public StartCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Target target = new ProjectAccess(session).changed();
    Set<String> made =
        new ServiceContainers(session)
            .meant(target, services).stream()
                .map(ServiceContainers::service)
                .collect(Collectors.toSet());
    checkMade(target, made);
    try (Progress progress = session.progress("start")) {
      Plan plan = session.projects().start(target.name(), target.project(), services, progress);
      if (session.rehearses()) {
        return new PlanPrinter(session).print(plan, "table");
      }
      if (wait && target.project() != null) {
        Duration limit = seconds == 0 ? null : Duration.ofSeconds(seconds);
        new Readiness(session, progress).await(target.project(), services, limit);
      }
    }
    return ExitCode.OK;
  }

  private void checkMade(Target target, Set<String> made) {
    Project project = target.project();
    if (project == null) {
      return;
    }
    for (Service service : project.services().values()) {
      boolean meant = services.isEmpty() || services.contains(service.name());
      if (meant && service.scale() > 0 && !made.contains(service.name())) {
        throw new JstackException(
            "service \"" + service.name() + "\" has no container to start",
            "\"up\" and \"create\" make it",
            null);
      }
    }
  }
}
