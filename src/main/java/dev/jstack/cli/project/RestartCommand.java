package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectAccess.Target;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.plan.Plan;
import dev.jstack.console.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose restart}. */
@Command(
    name = "restart",
    description = "Stop and start services. Changes of the file are not applied; \"up\" does that.")
public final class RestartCommand implements ProjectChange {
  private final Session session;

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description = "Grace time; default: each service's own.")
  private @Nullable Integer timeout;

  @Option(names = "--no-deps", description = "Don't restart dependents.")
  private boolean noDependencies;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public RestartCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Target target = new ProjectAccess(session).changed();
    var _ = new ServiceContainers(session).meant(target, services);
    Long millis = timeout == null ? null : timeout * 1000L;
    try (Progress progress = session.progress("restart")) {
      Plan plan =
          session
              .projects()
              .restart(target.name(), target.project(), services, noDependencies, millis, progress);
      if (session.rehearses()) {
        return new PlanPrinter(session).print(plan, "table");
      }
    }
    warn(target);
    return ExitCode.OK;
  }

  private void warn(Target target) {
    if (target.project() == null) {
      return;
    }
    for (String service : session.projects().outdated(target.project())) {
      if (services.isEmpty() || services.contains(service)) {
        session
            .err()
            .println(
                "warning: the configuration of \"%s\" has changed since its container was made;"
                        .formatted(service)
                    + " restart doesn't apply that, \"jstack up -d %s\" does".formatted(service));
      }
    }
  }
}
