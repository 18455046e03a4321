package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.console.Progress;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jstack compose create}. */
@Command(name = "create", description = "Create containers without starting them.")
public final class CreateCommand implements ProjectChange {
  private final Session session;

  @Mixin private ChangeOptions changes = new ChangeOptions();

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public CreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Project project =
        changes.once(new ProjectAccess(session).change(services), session.invocation());
    var options = changes.options(session, project, services, true).withStart(false);
    if (session.rehearses()) {
      return new PlanPrinter(session).print(session.projects().plan(project, options), "table");
    }
    try (Progress progress = session.progress("create")) {
      var plan =
          session.projects().up(project, options, session.caller(), changes.quietly(progress));
      new PlanPrinter(session).aftermath(plan, progress);
    }
    return ExitCode.OK;
  }
}
