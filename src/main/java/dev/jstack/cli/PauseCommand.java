package dev.jstack.cli;

import dev.jstack.console.Progress;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Status;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Freeze services, or let them go on.")
final class PauseCommand implements Callable<Integer> {
  private final Session session;
  private final boolean pause;

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  PauseCommand(Session session, boolean pause) {
    this.session = session;
    this.pause = pause;
  }

  @Override
  public Integer call() {
    var containers =
        new ServiceContainers(session).of(new ProjectAccess(session).target(), services);
    Status before = pause ? Status.RUNNING : Status.PAUSED;
    try (Progress progress = session.progress(pause ? "pause" : "unpause")) {
      containers.stream()
          .filter(container -> container.state().status() == before)
          .forEach(container -> change(container, progress));
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
