package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectAccess.Target;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.console.Progress;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.container.Container;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose kill}. */
@Command(name = "kill", description = "Send a signal to services; SIGKILL unless told.")
public final class KillCommand implements ProjectChange {
  private final Session session;

  @Option(
      names = {"-s", "--signal"},
      paramLabel = "SIGNAL",
      description = "Name or number.")
  private String signal = "SIGKILL";

  @Option(names = "--remove-orphans", description = "Remove containers of services that are gone.")
  private boolean removeOrphans;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public KillCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Target target = new ProjectAccess(session).changed();
    var running =
        new ServiceContainers(session)
            .meantWithOneOffs(target, services).stream()
                .filter(container -> container.state().status().isAlive())
                .toList();
    if (running.isEmpty()) {
      session.err().println("no container to kill");
    } else if (session.rehearses()) {
      running.forEach(
          container -> session.out().println("Container " + container.name() + "  kill"));
      return ExitCode.CHANGES;
    }
    try (Progress progress = session.progress("kill")) {
      running.forEach(container -> kill(container, progress));
      if (session.settings().removeOrphans(removeOrphans) && target.project() != null) {
        session.projects().removeOrphans(target.project(), progress);
      }
    }
    return ExitCode.OK;
  }

  private void kill(Container container, EventListener events) {
    String resource = "Container " + container.name();
    events.on(Event.working(resource, "Killing"));
    session.engine().containers().kill(container, signal);
    events.on(Event.done(resource, "Killed"));
  }
}
