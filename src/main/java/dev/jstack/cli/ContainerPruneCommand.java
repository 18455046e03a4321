package dev.jstack.cli;

import dev.jstack.engine.Containers;
import dev.jstack.runtime.container.Container;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "prune", description = "Remove all stopped containers.")
final class ContainerPruneCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-f", "--force"},
      description = "Don't ask.")
  private boolean force;

  ContainerPruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String warning = "WARNING! This will remove all stopped containers.\nAre you sure?";
    if (!force && !new Question(session).yes(warning)) {
      return ExitCode.OK;
    }
    Containers containers = session.engine().containers();
    for (Container container : containers.list()) {
      if (!container.state().status().isAlive() && !containers.restarting(container)) {
        containers.remove(container, false, false);
        session.out().println(container.id());
      }
    }
    return ExitCode.OK;
  }
}
