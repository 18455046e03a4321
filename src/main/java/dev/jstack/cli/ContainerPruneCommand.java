package dev.jstack.cli;

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
    new Pruning(session).containers();
    return ExitCode.OK;
  }
}
