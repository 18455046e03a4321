package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.Plan;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.console.Progress;
import dev.jstack.runtime.JstackException;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose up}. */
@Command(name = "up", description = "Create and start containers.")
public final class UpCommand implements ProjectChange {
  private final Session session;

  @Mixin private ChangeOptions changes = new ChangeOptions();
  @Mixin private AttachOptions attached = new AttachOptions();

  @Option(
      names = {"-d", "--detach"},
      description = "Run in the background.")
  private boolean detach;

  @Option(names = "--no-start", description = "Create the containers, but don't start them.")
  private boolean noStart;

  @Option(names = "--no-deps", description = "Don't start dependencies.")
  private boolean noDependencies;

  @Option(names = "--wait", description = "Wait until services run or are healthy. Implies -d.")
  private boolean wait;

  @Option(
      names = "--wait-timeout",
      paramLabel = "SECONDS",
      description = "How long to wait at most.")
  private int waitSeconds;

  @Parameters(paramLabel = "SERVICE", description = "Only these and what they depend on.")
  private List<String> services = List.of();

  public UpCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    attached.check(detach || noStart, wait);
    if (waitSeconds < 0) {
      throw new JstackException("--wait-timeout must be a non-negative integer");
    }
    var access = new ProjectAccess(session);
    Project project = changes.once(access.change(services), session.invocation());
    if (project.services().isEmpty()) {
      throw nothingSelected(project);
    }
    attached.check(project);
    UpOptions options =
        changes.options(session, project, services, !noDependencies).withStart(!noStart);
    if (session.rehearses()) {
      return new PlanPrinter(session).print(plan(project, options), "table");
    }
    if (!detach && !wait && !noStart) {
      return new AttachedUp(session, project, services, attached).run(options, changes);
    }
    try (Progress progress = session.progress("up")) {
      Plan plan =
          session.projects().up(project, options, session.caller(), changes.quietly(progress));
      new Aftermath(session).report(plan, project, progress);
      if (wait) {
        new Readiness(session, progress)
            .await(project, services, waitSeconds == 0 ? null : seconds());
      }
    }
    return ExitCode.OK;
  }

  private static JstackException nothingSelected(Project project) {
    String others = String.join(", ", new TreeSet<>(project.disabled()));
    return new JstackException(
        others.isEmpty()
            ? "no service selected"
            : "no service selected: activate a profile (--profile) of " + others);
  }

  private @Nullable Duration seconds() {
    return Duration.ofSeconds(waitSeconds);
  }

  private Plan plan(Project project, UpOptions options) {
    return session.projects().plan(project, options);
  }
}
