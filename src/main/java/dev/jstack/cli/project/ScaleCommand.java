package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.compose.plan.UpOptions.Selection;
import dev.jstack.console.Progress;
import dev.jstack.runtime.JstackException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose scale}. */
@Command(name = "scale", description = "Set how many containers services have.")
public final class ScaleCommand implements ProjectChange {
  private final Session session;

  @Option(names = "--no-deps", description = "Don't start dependencies.")
  private boolean noDependencies;

  @Parameters(paramLabel = "SERVICE=NUM", arity = "1..*")
  private List<String> texts = List.of();

  public ScaleCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Project project =
        new ProjectAccess(session)
            .change(texts.stream().map(text -> text.split("=", 2)[0]).toList());
    Map<String, Integer> scale = scale(project);
    UpOptions options =
        UpOptions.defaults()
            .withSelection(new Selection(List.copyOf(scale.keySet()), !noDependencies))
            .withScale(scale);
    if (session.rehearses()) {
      return new PlanPrinter(session).print(session.projects().plan(project, options), "table");
    }
    try (Progress progress = session.progress("scale")) {
      new PlanPrinter(session)
          .aftermath(session.projects().up(project, options, session.caller(), progress), progress);
    }
    return ExitCode.OK;
  }

  private Map<String, Integer> scale(Project project) {
    Map<String, Integer> scale = new LinkedHashMap<>();
    for (String text : texts) {
      if (!text.matches("[^=]+=.*")) {
        throw new JstackException("invalid scale specifier: " + text);
      }
      if (!text.matches("[^=]+=\\d{1,5}")) {
        throw new JstackException(
            "invalid scale specifier: can't parse replica value as int: " + text);
      }
      ChangeOptions.add(project, text, scale);
    }
    return scale;
  }
}
