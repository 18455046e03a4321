package dev.jstack.cli.prune;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Filters;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jstack network prune}. */
@Command(name = "prune", description = "Remove networks that nothing uses.")
public final class NetworkPruneCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private PruneOptions options = new PruneOptions();

  public NetworkPruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Filters filters = options.filters("label", "label!", "until");
    String warning = "This will remove all custom networks not used by at least one container.\n";
    if (options.confirmed(session, warning)) {
      new Pruning(session, filters).networks();
    }
    return ExitCode.OK;
  }
}
