package dev.jstack.cli.project;

import dev.jstack.cli.frame.Ownership;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.load.LoadedProject;
import dev.jstack.compose.plan.UpOptions;
import dev.jstack.compose.plan.UpOptions.Selection;
import dev.jstack.console.Progress;
import dev.jstack.console.Signal;
import dev.jstack.engine.watch.ProjectWatch;
import dev.jstack.engine.watch.WatchRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose watch}. */
@Command(
    name = "watch",
    description = "Watch the files of services; when they change, copy, restart or build again.")
public final class WatchCommand implements ProjectChange {
  private static final int SIGNALLED = 128;

  private final Session session;

  @Option(
      names = "--auto",
      description = "Also build services again that have a build section and no develop section.")
  private boolean auto;

  @Option(names = "--no-up", description = "Don't build and start services before.")
  private boolean noUp;

  @Option(
      names = "--prune",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      arity = "0..1",
      paramLabel = "BOOLEAN",
      description = "Remove images that a rebuild leaves without a name. Default: true.")
  private boolean prune = true;

  @Option(names = "--quiet", description = "No progress of builds.")
  private boolean quiet;

  @Parameters(paramLabel = "SERVICE", description = "Only these.")
  private List<String> services = List.of();

  public WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    LoadedProject loaded = new ProjectAccess(session).load(services);
    var display = new WatchDisplay(session, Runnable::run, quiet);
    WatchRequest request = request();
    new Ownership(session).check(loaded.project());
    ProjectWatch.check(loaded, request);
    if (session.rehearses()) {
      return new PlanPrinter(session)
          .print(session.projects().plan(loaded.project(), options()), "table");
    }
    if (!noUp) {
      try (Progress progress = session.progress("up")) {
        var _ = session.projects().up(loaded.project(), options(), session.caller(), progress);
      }
    }
    var ended = new CompletableFuture<Signal>();
    try (var _ = session.invocation().interrupts().handle(ended::complete);
        var _ = ProjectWatch.start(session.engine(), loaded, request, display)) {
      return SIGNALLED + ended.join().number();
    }
  }

  private WatchRequest request() {
    return new WatchRequest(
        () -> new ProjectAccess(session).load(services),
        services,
        auto,
        prune,
        _ -> options(),
        session.projects(),
        session.caller());
  }

  private UpOptions options() {
    return UpOptions.defaults().withSelection(new Selection(services, true));
  }
}
