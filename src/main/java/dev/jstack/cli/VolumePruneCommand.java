package dev.jstack.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "prune", description = "Remove anonymous volumes that nothing uses.")
final class VolumePruneCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "Named ones, too.")
  private boolean all;

  @Option(
      names = {"-f", "--force"},
      description = "Don't ask.")
  private boolean force;

  VolumePruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String what = all ? "all local volumes" : "anonymous local volumes";
    String warning =
        "WARNING! This will remove " + what + " not used by at least one container.\nAre you sure?";
    if (!force && !new Question(session).yes(warning)) {
      return ExitCode.OK;
    }
    new Pruning(session).volumes(all);
    return ExitCode.OK;
  }
}
