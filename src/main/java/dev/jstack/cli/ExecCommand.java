package dev.jstack.cli;

import dev.jstack.console.Terminal.Stream;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ExecIo;
import dev.jstack.runtime.container.OutputSink;
import dev.jstack.runtime.container.ProcessSpec;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "exec", description = "Run a further program in a service's container.")
final class ExecCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-d", "--detach"},
      description = "Run in the background.")
  private boolean detach;

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME[=VALUE]",
      description = "Environment.")
  private List<String> env = List.of();

  @Option(names = "--index", paramLabel = "N", description = "Which container of the service.")
  private int index;

  @Option(
      names = {"-T", "--no-tty", "--no-TTY"},
      description = "No terminal; default: one if standard input and output are one.")
  private boolean noTty;

  @Option(
      names = {"-i", "--interactive"},
      description = "Keep standard input open (default).")
  @SuppressWarnings("unused") // accepted
  private boolean interactive;

  @Option(
      names = {"-t", "--tty"},
      description = "A terminal of its own (default).")
  @SuppressWarnings("unused") // accepted
  private boolean tty;

  @Option(names = "--privileged", description = "All capabilities.")
  private boolean privileged;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER[:GROUP]",
      description = "User.")
  private @Nullable String user;

  @Option(
      names = {"-w", "--workdir"},
      paramLabel = "DIR",
      description = "Working directory.")
  private @Nullable String workingDir;

  @Parameters(index = "0", paramLabel = "SERVICE")
  private String service = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND")
  private List<String> command = List.of();

  ExecCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Container container = new ServiceOrContainer(session).running(service, index);
    var process =
        new ProcessSpec(
            null,
            command,
            new EnvironmentSyntax(session.invocation()).all(List.of(), env),
            user,
            List.of(),
            workingDir,
            terminal() && !detach,
            true,
            false);
    return new ProgramExit(session).of(() -> exec(container, process));
  }

  private int exec(Container container, ProcessSpec process) {
    if (detach) {
      session
          .engine()
          .containers()
          .exec(container, process, privileged, ExecIo.output(OutputSink.none()))
          .close();
      return ExitCode.OK;
    }
    return new ForegroundRun(session).exec(container, process, privileged, true);
  }

  private boolean terminal() {
    var terminal = session.invocation().terminal();
    return !noTty && terminal.isTerminal(Stream.IN) && terminal.isTerminal(Stream.OUT);
  }
}
