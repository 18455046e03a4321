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
    if (!force
        && !new Question(session)
            .yes("WARNING! This will remove all build cache.\nAre you sure?")) {
      return ExitCode.OK;
    }
    long freed = session.engine().builds().prune(all);
    session.out().println("Total reclaimed space: " + Human.size(freed));
    return ExitCode.OK;
  }
}
