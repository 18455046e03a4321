package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.console.Progress;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Status;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack compose pause} and {@code unpause}. */
@Command(description = "Freeze services, or let them go on.")
public final class PauseCommand implements ProjectChange {
  private final Session session;
  private final boolean pause;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  public PauseCommand(Session session, boolean pause) {
    this.session = session;
    this.pause = pause;
  }

  @Override
  public Integer call() {
    Status before = pause ? Status.RUNNING : Status.PAUSED;
    List<Container> containers =
        new ServiceContainers(session)
            .meant(new ProjectAccess(session).target(), services).stream()
                .filter(container -> container.state().status() == before)
                .toList();
    String verb = pause ? "pause" : "unpause";
    if (session.rehearses()) {
      containers.forEach(c -> session.out().println("Container " + c.name() + "  " + verb));
      return containers.isEmpty() ? ExitCode.OK : ExitCode.CHANGES;
    }
    try (Progress progress = session.progress(verb)) {
      containers.forEach(container -> change(container, progress));
    }
    return ExitCode.OK;
  }

  private void change(Container container, Progress progress) {
    if (pause) {
      session.engine().containers().pause(container);
    } else {
      session.engine().containers().unpause(container);
    }
    progress.on(Event.done("Container " + container.name(), pause ? "Paused" : "Unpaused"));
  }
}
