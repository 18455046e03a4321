package dev.jstack.cli;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.compose.plan.UpOptions.Selection;
import dev.jstack.console.Progress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "scale", description = "Set how many containers services have.")
final class ScaleCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--no-deps", description = "Don't start dependencies.")
  private boolean noDependencies;

  @Parameters(paramLabel = "SERVICE=NUM", arity = "1..*")
  private List<String> texts = List.of();

  ScaleCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Project project = new ProjectAccess(session).load(List.of()).project();
    Map<String, Integer> scale = ChangeOptions.scale(project, texts);
    UpOptions options =
        UpOptions.defaults()
            .withSelection(new Selection(List.copyOf(scale.keySet()), !noDependencies))
            .withScale(scale);
    try (Progress progress = session.progress("scale")) {
      new PlanPrinter(session)
          .aftermath(
              session.engine().projects().up(project, options, session.caller(), progress),
              progress);
    }
    return ExitCode.OK;
  }
}
