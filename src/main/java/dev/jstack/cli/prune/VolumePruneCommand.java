package dev.jstack.cli.prune;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Filters;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jstack volume prune}. */
@Command(name = "prune", description = "Remove anonymous volumes that nothing uses.")
public final class VolumePruneCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private PruneOptions options = new PruneOptions();

  @Option(
      names = {"-a", "--all"},
      description = "Named ones, too.")
  private boolean all;

  public VolumePruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Filters filters = options.filters("all", "label", "label!");
    boolean named = all || filters.flag("all").orElse(false);
    String what = named ? "all local volumes" : "anonymous local volumes";
    String warning = "This will remove " + what + " not used by at least one container.\n";
    if (options.confirmed(session, warning)) {
      new Pruning(session, filters).volumes(named).total();
    }
    return ExitCode.OK;
  }
}
