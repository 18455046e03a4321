package dev.jstack.cli.project;

import dev.jstack.cli.container.ExecOptions;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.ServiceOrContainer;
import dev.jstack.cli.frame.Session;
import dev.jstack.console.Terminal.Stream;
import dev.jstack.runtime.container.Container;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jstack compose exec}. */
@Command(name = "exec", description = "Run a further program in a service's container.")
public final class ExecCommand implements ProjectChange {
  private final Session session;

  @Mixin private ExecOptions options = new ExecOptions();

  @Option(names = "--index", paramLabel = "N", description = "Which container of the service.")
  private int index;

  @Option(
      names = {"-T", "--no-tty", "--no-TTY"},
      description = "No terminal; default: one if standard input and output are one.")
  private boolean noTty;

  @Option(
      names = {"-i", "--interactive"},
      arity = "0..1",
      fallbackValue = "true",
      description = "Keep standard input open (default: true).")
  private boolean interactive = true;

  @Option(
      names = {"-t", "--tty"},
      arity = "0..1",
      fallbackValue = "true",
      description = "A terminal, if standard input and output are one (default: true).")
  private boolean tty = true;

  public ExecCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Container container = new ServiceOrContainer(session).running(options.name, index);
    if (session.rehearses()) {
      session.out().println("Container " + container.name() + "  exec " + options.program());
      return ExitCode.CHANGES;
    }
    return options.run(session, container, terminal(), interactive);
  }

  private boolean terminal() {
    var terminal = session.invocation().terminal();
    return tty
        && !noTty
        && !options.detach
        && terminal.isTerminal(Stream.IN)
        && terminal.isTerminal(Stream.OUT);
  }
}
