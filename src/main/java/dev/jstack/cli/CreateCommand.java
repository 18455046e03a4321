package dev.jstack.cli;

import dev.jstack.compose.model.Project;
import dev.jstack.console.Progress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Create containers without starting them.")
final class CreateCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ChangeOptions changes = new ChangeOptions();

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  CreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Project project = new ProjectAccess(session).load(services).project();
    var options = changes.options(project, services, true).withStart(false);
    try (Progress progress = session.progress("create")) {
      var plan =
          session
              .engine()
              .projects()
              .up(project, options, session.caller(), changes.quietly(progress));
      new PlanPrinter(session).aftermath(plan, progress);
    }
    return ExitCode.OK;
  }
}
