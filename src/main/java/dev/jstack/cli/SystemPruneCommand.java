package dev.jstack.cli;

import dev.jstack.console.Human;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "prune", description = "Remove what nothing uses.")
final class SystemPruneCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "All images without a container, not only those without a name.")
  private boolean all;

  @Option(names = "--volumes", description = "Anonymous volumes, too.")
  private boolean volumes;

  @Option(
      names = {"-f", "--force"},
      description = "Don't ask.")
  private boolean force;

  SystemPruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!force && !new Question(session).yes(warning())) {
      return ExitCode.OK;
    }
    Pruning pruning = new Pruning(session);
    pruning.containers();
    pruning.networks();
    if (volumes) {
      pruning.volumes(false);
    }
    long freed = new ImagePruning(session).prune(all) + session.engine().builds().prune(false);
    session.out().println("Total reclaimed space: " + Human.size(freed));
    return ExitCode.OK;
  }

  private String warning() {
    return "WARNING! This will remove:\n"
        + "  - all stopped containers\n"
        + "  - all networks not used by at least one container\n"
        + (volumes ? "  - all anonymous volumes not used by at least one container\n" : "")
        + (all
            ? "  - all images without at least one container associated to them\n"
            : "  - all dangling images\n")
        + "  - unused build cache\n\n"
        + "Are you sure you want to continue?";
  }
}
