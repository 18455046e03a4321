package dev.jstack.cli.prune;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Filters;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jstack container prune}. */
@Command(name = "prune", description = "Remove all stopped containers.")
public final class ContainerPruneCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private PruneOptions options = new PruneOptions();

  public ContainerPruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Filters filters = options.filters("label", "label!", "until");
    if (options.confirmed(session, "This will remove all stopped containers.\n")) {
      new Pruning(session, filters).containers().total();
    }
    return ExitCode.OK;
  }
}
