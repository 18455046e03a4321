package dev.jstack.cli;

import dev.jstack.console.Human;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "prune", description = "Remove images without a name.")
final class ImagePruneCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-a", "--all"},
      description = "All that no container uses.")
  private boolean all;

  @Option(
      names = {"-f", "--force"},
      description = "Don't ask.")
  private boolean force;

  ImagePruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String what = all ? "all images without at least one container" : "all dangling images";
    if (!force
        && !new Question(session).yes("WARNING! This will remove " + what + ".\nAre you sure?")) {
      return ExitCode.OK;
    }
    long freed = new ImagePruning(session).prune(all);
    session.out().println("Total reclaimed space: " + Human.size(freed));
    return ExitCode.OK;
  }
}
