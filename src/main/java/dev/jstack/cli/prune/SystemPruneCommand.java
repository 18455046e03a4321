package dev.jstack.cli.prune;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Filters;
import dev.jstack.runtime.JstackException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jstack system prune}. */
@Command(name = "prune", description = "Remove what nothing uses.")
public final class SystemPruneCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private PruneOptions options = new PruneOptions();

  @Option(
      names = {"-a", "--all"},
      description = "All images without a container, not only those without a name.")
  private boolean all;

  @Option(names = "--volumes", description = "Anonymous volumes, too.")
  private boolean volumes;

  public SystemPruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Filters filters = options.filters("label", "label!", "until");
    if (volumes && filters.names("until")) {
      throw new JstackException("the \"until\" filter is not supported with --volumes");
    }
    if (!options.confirmed(session, warning(filters))) {
      return ExitCode.OK;
    }
    var pruning = new Pruning(session, filters).containers().networks();
    if (volumes) {
      pruning.volumes(false);
    }
    pruning.images(all);
    if (filters.isEmpty()) { // the cache has neither labels nor a use before a time
      pruning.cache(all);
    }
    pruning.total();
    return ExitCode.OK;
  }

  private String warning(Filters filters) {
    var text = new StringBuilder("This will remove:\n");
    text.append("  - all stopped containers\n");
    text.append("  - all networks not used by at least one container\n");
    if (volumes) {
      text.append("  - all anonymous volumes not used by at least one container\n");
    }
    text.append(
        all
            ? "  - all images without at least one container associated to them\n"
            : "  - all dangling images\n");
    if (filters.isEmpty()) {
      text.append(all ? "  - all build cache\n" : "  - unused build cache\n");
    }
    text.append('\n');
    if (!filters.isEmpty()) {
      text.append("  Items to be pruned will be filtered with:\n");
      filters.lines().forEach(line -> text.append("  - ").append(line).append('\n'));
      text.append('\n');
    }
    return text.toString();
  }
}
