package dev.jstack.cli.container;

import dev.jstack.cli.frame.Each;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack container pause} and {@code unpause}. */
@Command(description = "Freeze containers, or let them go on.")
public final class ContainerPauseCommand implements Callable<Integer> {
  private final Session session;
  private final boolean pause;

  @Parameters(paramLabel = "CONTAINER", arity = "1..*")
  private List<String> names = List.of();

  public ContainerPauseCommand(Session session, boolean pause) {
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
