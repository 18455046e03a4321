package dev.jstack.cli.prune;

import dev.jstack.cli.frame.Question;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Filters;
import java.util.List;
import picocli.CommandLine.Option;

/** What every {@code prune} can be told. */
final class PruneOptions {
  @Option(
      names = {"-f", "--force"},
      description = "Don't ask.")
  private boolean force;

  @Option(
      names = "--filter",
      paramLabel = "NAME=VALUE",
      description = "Only what fits: until=AGE, label=NAME[=VALUE], label!=NAME[=VALUE].")
  private List<String> filters = List.of();

  Filters filters(String... known) {
    return new Filters(filters, known);
  }

  /** Whether the user wants this: {@code warning} says what goes. */
  boolean confirmed(Session session, String warning) {
    return force
        || new Question(session)
            .yes("WARNING! " + warning + "Are you sure you want to continue? [y/N]");
  }
}
