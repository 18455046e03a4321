package dev.jstack.cli.project;

import dev.jstack.cli.container.ExecOptions;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectChange;
import dev.jstack.cli.frame.ServiceOrContainer;
import dev.jstack.cli.frame.Session;
import dev.jstack.console.Terminal.Stream;
import dev.jstack.runtime.JstackException;
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
      description = "A terminal of its own, whatever standard input and output are.")
  private boolean tty;

  public ExecCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (tty && noTty) {
      throw new JstackException("--tty and --no-tty can't be used together");
    }
    Container container = new ServiceOrContainer(session).running(options.name, index);
    if (session.rehearses()) {
      session.out().println("Container " + container.name() + "  exec " + options.program());
      return ExitCode.CHANGES;
    }
    return options.run(session, container, tty || terminal(), interactive);
  }

  private boolean terminal() {
    var terminal = session.invocation().terminal();
    return !noTty
        && !options.detach
        && terminal.isTerminal(Stream.IN)
        && terminal.isTerminal(Stream.OUT);
  }
}
