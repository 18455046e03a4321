package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.UpOptions.Selection;
import dev.jstack.console.Progress;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose push}. */
@Command(name = "push", description = "Send the images of services that are built.")
public final class PushCommand implements ProjectChange {
  private final Session session;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Option(names = "--ignore-push-failures", description = "Go on after a failure.")
  private boolean ignoreFailures;

  @Option(names = "--include-deps", description = "Dependencies' images, too.")
  private boolean dependencies;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public PushCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Project project = new ProjectAccess(session).load(services).project();
    var selection = new Selection(services, dependencies);
    if (session.rehearses()) {
      ServicePushes.images(project, selection)
          .forEach(image -> session.out().println("Image " + image + "  push"));
      return ExitCode.CHANGES;
    }
    try (Progress progress =
        quiet
            ? Progress.open(Progress.Mode.QUIET, "push", session.invocation())
            : session.progress("push")) {
      var pushes = new ServicePushes(session, progress);
      return pushes.all(project, selection) || ignoreFailures ? ExitCode.OK : ExitCode.FAILURE;
    }
  }
}
