package dev.jstack.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "prune", description = "Remove networks that nothing uses.")
final class NetworkPruneCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-f", "--force"},
      description = "Don't ask.")
  private boolean force;

  NetworkPruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String warning =
        "WARNING! This will remove all custom networks not used by at least one container."
            + "\nAre you sure?";
    if (!force && !new Question(session).yes(warning)) {
      return ExitCode.OK;
    }
    new Pruning(session).networks();
    return ExitCode.OK;
  }
}
