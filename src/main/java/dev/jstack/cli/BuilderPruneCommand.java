package dev.jstack.cli;

import dev.jstack.console.Human;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "prune", description = "Forget the build cache.")
final class BuilderPruneCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "Cache mounts, too.")
  private boolean all;

  @Option(
      names = {"-f", "--force"},
      description = "Don't ask.")
  private boolean force;

  BuilderPruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String what = all ? "all build cache" : "all dangling build cache";
    String warning = "WARNING! This will remove " + what + ". ";
    if (!force
        && !new Question(session).yes(warning + "Are you sure you want to continue? [y/N]")) {
      return ExitCode.OK;
    }
    long freed = session.engine().builds().prune(all);
    session.out().println("Total:\t" + Human.size(freed, 4));
    return ExitCode.OK;
  }
}
