package dev.jstack.cli;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.frame.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What stands before the verb. */
@Command(
    name = "jstack",
    synopsisSubcommandLabel = "COMMAND",
    description = "Runs stacks of containers; \"jstack <pid>\" still prints a Java thread dump.")
final class RootCommand implements ReadOnly {
  private final Session session;

  @Spec
  @SuppressWarnings("NullAway.Init") // injected by picocli
  private CommandSpec spec;

  @Option(
      names = {"-v", "--version"},
      description = "Show the version.")
  private boolean version;

  RootCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (version) {
      session.out().println(Version.line());
    } else {
      spec.commandLine().usage(session.out());
    }
    return ExitCode.OK;
  }
}
