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

/** {@code jstack compose stop}. */
@Command(name = "stop", description = "Stop services without removing their containers.")
public final class StopCommand implements ProjectChange {
  private final Session session;

  @Option(
      names = {"-t", "--timeout"},
      paramLabel = "SECONDS",
      description = "Grace time; default: each service's own.")
  private @Nullable Integer timeout;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public StopCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Target target = new ProjectAccess(session).changed();
    var _ = new ServiceContainers(session).meant(target, services);
    Long millis = timeout == null ? null : timeout * 1000L;
    try (Progress progress = session.progress("stop")) {
      Plan plan =
          session.projects().stop(target.name(), target.project(), services, millis, progress);
      if (session.rehearses()) {
        return new PlanPrinter(session).print(plan, "table");
      }
    }
    return ExitCode.OK;
  }
}
