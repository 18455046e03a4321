package dev.jstack.cli.prune;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Filters;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jstack image prune}. */
@Command(name = "prune", description = "Remove images without a name.")
public final class ImagePruneCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private PruneOptions options = new PruneOptions();

  @Option(
      names = {"-a", "--all"},
      description = "All that no container uses.")
  private boolean all;

  public ImagePruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Filters filters = options.filters("dangling", "label", "label!", "until");
    boolean named = all || !filters.flag("dangling").orElse(true);
    String what =
        named
            ? "all images without at least one container associated to them"
            : "all dangling images";
    if (options.confirmed(session, "This will remove " + what + ".\n")) {
      new Pruning(session, filters).images(named).total();
    }
    return ExitCode.OK;
  }
}
