package dev.jstack.cli;

import dev.jstack.console.Progress;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "kill", description = "Send a signal to services; SIGKILL unless told.")
final class KillCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-s", "--signal"},
      paramLabel = "SIGNAL",
      description = "Name or number.")
  private String signal = "SIGKILL";

  @Parameters(paramLabel = "SERVICE")
  private List<String> services = List.of();

  KillCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var containers =
        new ServiceContainers(session).of(new ProjectAccess(session).target(), services);
    try (Progress progress = session.progress("kill")) {
      for (Container container : containers) {
        if (container.state().status().isAlive()) {
          String resource = "Container " + container.name();
          progress.on(Event.working(resource, "Killing"));
          session.engine().containers().kill(container, signal);
          progress.on(Event.done(resource, "Killed"));
        }
      }
    }
    return ExitCode.OK;
  }
}
