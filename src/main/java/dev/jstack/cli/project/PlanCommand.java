package dev.jstack.cli.project;

import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose plan}. */
@Command(
    name = "plan",
    description = "Show what \"up\" would do, and why. Exit code 2: there is something to do.")
public final class PlanCommand implements ReadOnly {
  private final Session session;

  @Mixin private ChangeOptions changes = new ChangeOptions();

  @Option(names = "--format", paramLabel = "FORMAT", description = "table, json or graph.")
  private String format = "table";

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public PlanCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Project project =
        changes.once(new ProjectAccess(session).load(services).project(), session.invocation());
    var options = changes.options(session, project, services, true);
    return new PlanPrinter(session).print(session.projects().plan(project, options), format);
  }
}
