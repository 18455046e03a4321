package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectAccess.Target;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.Question;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.plan.Plan;
import dev.jstack.console.Progress;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose rm}. */
@Command(name = "rm", description = "Remove stopped containers of services.")
public final class RmCommand implements ProjectChange {
  private final Session session;

  @Option(
      names = {"-f", "--force"},
      description = "Don't ask.")
  private boolean force;

  @Option(
      names = {"-s", "--stop"},
      description = "Stop them before.")
  private boolean stop;

  @Option(
      names = {"-v", "--volumes"},
      description = "Remove their anonymous volumes, too.")
  private boolean volumes;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public RmCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Target target = new ProjectAccess(session).changed();
    List<Container> going =
        new ServiceContainers(session)
            .meant(target, services).stream()
                .filter(container -> stop || !container.state().status().isAlive())
                .toList();
    if (going.isEmpty()) {
      session.err().println("No stopped containers");
      return ExitCode.OK;
    }
    if (!session.rehearses() && !agreed(going)) {
      return ExitCode.OK;
    }
    try (Progress progress = session.progress("rm")) {
      Plan plan =
          session
              .projects()
              .remove(target.name(), target.project(), services, stop, volumes, progress);
      if (session.rehearses()) {
        return new PlanPrinter(session).print(plan, "table");
      }
    }
    return ExitCode.OK;
  }

  private boolean agreed(List<Container> going) {
    String names = going.stream().map(Container::name).collect(Collectors.joining(", "));
    if (force) {
      session.out().println("Going to remove " + names);
      return true;
    }
    return new Question(session).yes("Going to remove " + names + "\nAre you sure? [yN]");
  }
}
