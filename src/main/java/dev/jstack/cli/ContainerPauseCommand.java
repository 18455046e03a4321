package dev.jstack.cli;

import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(description = "Freeze containers, or let them go on.")
final class ContainerPauseCommand implements Callable<Integer> {
  private final Session session;
  private final boolean pause;

  @Parameters(paramLabel = "CONTAINER", arity = "1..*")
  private List<String> names = List.of();

  ContainerPauseCommand(Session session, boolean pause) {
    this.session = session;
    this.pause = pause;
  }

  @Override
  public Integer call() {
    return new Each(session).run(names, this::change);
  }

  private void change(String name) {
    Container container = session.engine().containers().require(name);
    if (pause) {
      session.engine().containers().pause(container);
    } else {
      session.engine().containers().unpause(container);
    }
    session.out().println(name);
  }
}
