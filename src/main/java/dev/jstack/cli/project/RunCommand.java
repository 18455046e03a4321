package dev.jstack.cli.project;

import dev.jstack.cli.container.ForegroundRun;
import dev.jstack.cli.container.Unstarted;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProgramExit;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.image.QuietImages;
import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.model.Dependency;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.compose.plan.UpOptions.Builds;
import dev.jstack.compose.plan.UpOptions.Selection;
import dev.jstack.console.Progress;
import dev.jstack.console.Terminal.Stream;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ContainerSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose run}. */
@Command(name = "run", description = "Run a one-off command in a container of a service.")
public final class RunCommand implements ProjectChange {
  private final Session session;

  @Mixin private OneOffOptions options = new OneOffOptions();

  @Option(
      names = {"-d", "--detach"},
      description = "Run in the background and print the name.")
  private boolean detach;

  @Option(names = "--rm", description = "Remove the container when it ends.")
  private boolean remove;

  @Option(names = "--no-deps", description = "Don't start dependencies.")
  private boolean noDependencies;

  @Option(names = "--build", description = "Build the image before.")
  private boolean build;

  @Option(names = "--remove-orphans", description = "Remove containers of services that are gone.")
  private boolean removeOrphans;

  @Option(
      names = {"-T", "--no-tty", "--no-TTY"},
      description = "No terminal.")
  private boolean noTty;

  @Option(
      names = {"-t", "--tty"},
      arity = "0..1",
      fallbackValue = "true",
      description = "A terminal of its own; default: if standard input and output are one.")
  private @Nullable Boolean tty;

  @Option(
      names = {"-i", "--interactive"},
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Keep standard input open (default).")
  private boolean interactive;

  @Parameters(index = "0", paramLabel = "SERVICE")
  private String service = "";

  @Parameters(index = "1..*", paramLabel = "COMMAND")
  private @Nullable List<String> command;

  public RunCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (tty != null && noTty) {
      throw new JstackException("--tty and --no-tty can't be used together");
    }
    ForegroundRun.requireTerminal(session, interactive && !detach, terminal());
    LoadedProject loaded = new ProjectAccess(session).loadForChange(List.of(service));
    Map<String, String> variables = options.variables(session.invocation(), loaded.environment());
    Project project = loaded.project();
    Service wanted = project.service(service);
    if (session.rehearses()) {
      return rehearse(project, wanted);
    }
    prepare(project, wanted);
    return new ProgramExit(session).of(() -> run(project, wanted, variables));
  }

  private int rehearse(Project project, Service wanted) {
    List<String> needs =
        noDependencies ? List.of() : wanted.dependsOn().stream().map(Dependency::service).toList();
    if (!needs.isEmpty()) {
      var up = UpOptions.defaults().withSelection(new Selection(needs, true));
      var _ = new PlanPrinter(session).print(session.projects().plan(project, up), "table");
    }
    session.out().println("Service " + wanted.name() + "  run a new container");
    return ExitCode.CHANGES;
  }

  private void prepare(Project project, Service wanted) {
    try (Progress progress =
        options.quiet
            ? Progress.open(Progress.Mode.QUIET, "run", session.invocation())
            : session.progress("run")) {
      UpOptions up =
          UpOptions.defaults()
              .withBuilds(build ? Builds.ALWAYS : Builds.CHANGED)
              .withPulls(ChangeOptions.pulls(options.pull))
              .withOrphans(session.settings().orphans(removeOrphans));
      session
          .projects()
          .oneOffs()
          .prepare(
              project,
              wanted,
              up,
              !noDependencies,
              session.caller(),
              QuietImages.of(progress, options.quietPull, options.quietBuild));
    }
  }

  private int run(Project project, Service wanted, Map<String, String> variables) {
    ContainerSpec spec =
        options.apply(
            options.of(session, project, wanted),
            command,
            variables,
            terminal(),
            interactive,
            remove,
            session);
    Container container = session.engine().containers().create(spec);
    try {
      return detach ? start(container) : new ForegroundRun(session).start(container, interactive);
    } catch (RuntimeException e) {
      new Unstarted(session).drop(container, remove);
      throw e;
    }
  }

  private boolean terminal() {
    var terminal = session.invocation().terminal();
    boolean own = terminal.isTerminal(Stream.IN) && terminal.isTerminal(Stream.OUT);
    return tty == null ? own && !noTty && !detach : tty;
  }

  private int start(Container container) {
    session.engine().containers().start(container);
    session.engine().sync();
    session.out().println(container.id());
    return ExitCode.OK;
  }
}
