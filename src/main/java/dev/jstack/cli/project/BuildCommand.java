package dev.jstack.cli.project;

import dev.jstack.cli.build.BuildCheckReport;
import dev.jstack.cli.build.Reasons;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.EnvironmentSyntax;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.compose.plan.UpOptions.Builds;
import dev.jstack.compose.plan.UpOptions.Selection;
import dev.jstack.console.Progress;
import dev.jstack.engine.BuildChanges;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.build.graph.BuildOutline;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose build}. */
@Command(name = "build", description = "Build or rebuild services' images.")
@Inert(
    names = {"-m", "--memory"},
    value = "BYTES",
    because = "steps have no limit of their own")
@Inert(names = "--builder", value = "NAME", because = "there is one builder, in the engine")
@Inert(names = "--provenance", value = "MODE", because = "images have no attestations")
@Inert(names = "--sbom", value = "MODE", because = "images have no attestations")
public final class BuildCommand implements ProjectChange {
  private final Session session;

  @Option(names = "--build-arg", paramLabel = "NAME[=VALUE]", description = "Build argument.")
  private List<String> arguments = List.of();

  @Option(names = "--no-cache", description = "Run every step.")
  private boolean noCache;

  @Option(names = "--pull", description = "Ask for newer base images.")
  private boolean pull;

  @Option(names = "--push", description = "Send the images to their registries.")
  private boolean push;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress.")
  private boolean quiet;

  @Option(
      names = "--ssh",
      paramLabel = "default|ID[=SOCKET|KEY[,KEY]]",
      description = "Agent or keys for RUN --mount=type=ssh and for git.")
  private List<String> ssh = List.of();

  @Option(names = "--check", description = "Look for mistakes and build nothing.")
  private boolean check;

  @Option(names = "--why", description = "Say for each step that ran what has changed.")
  private boolean why;

  @Option(names = "--with-dependencies", description = "Build dependencies, too.")
  private boolean dependencies;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public BuildCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Project project = new ProjectAccess(session).load(services).project();
    var changes =
        new BuildChanges(
            new EnvironmentSyntax(session.invocation()).present(arguments), noCache, pull, ssh);
    if (check) {
      return check(project, changes);
    }
    UpOptions options =
        UpOptions.defaults()
            .withSelection(new Selection(services, dependencies))
            .withBuilds(Builds.ALWAYS);
    if (session.rehearses()) {
      return new PlanPrinter(session).print(session.projects().builds(project, options), "table");
    }
    try (Progress progress =
        quiet
            ? Progress.open(Progress.Mode.QUIET, "build", session.invocation())
            : session.progress("build")) {
      EventListener shown = why ? new Reasons(progress) : progress;
      session.projects().build(project, options, changes, session.caller(), shown);
    }
    return push ? pushes(project) : ExitCode.OK;
  }

  private int check(Project project, BuildChanges changes) {
    int code = ExitCode.OK;
    for (Service service : project.services().values()) {
      boolean chosen = services.isEmpty() || dependencies || services.contains(service.name());
      var outline =
          chosen
              ? session.engine().builds().outline(project, service, changes)
              : Optional.<BuildOutline>empty();
      if (outline.isPresent()) {
        session.out().println(service.name() + "\n");
        code = Math.max(code, new BuildCheckReport(outline.get(), session.out()).print("check"));
        session.out().println();
      }
    }
    return code;
  }

  private int pushes(Project project) {
    try (Progress progress = session.progress("push")) {
      var pushes = new ServicePushes(session, progress);
      return pushes.all(project, new Selection(services, dependencies))
          ? ExitCode.OK
          : ExitCode.FAILURE;
    }
  }
}
