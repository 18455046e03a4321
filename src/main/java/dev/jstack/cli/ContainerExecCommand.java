package dev.jstack.cli;

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

@Command(name = "exec", description = "Run a further program in a running container.")
final class ContainerExecCommand implements Callable<Integer> {
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

  @Option(names = "--env-file", paramLabel = "FILE", description = "File of environment lines.")
  private List<String> envFiles = List.of();

  @Option(
      names = {"-i", "--interactive"},
      description = "Keep standard input open.")
  private boolean interactive;

  @Option(
      names = {"-t", "--tty"},
      description = "A terminal of its own.")
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

  @Parameters(index = "0", paramLabel = "CONTAINER")
  private String container = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND")
  private List<String> command = List.of();

  ContainerExecCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return new ProgramExit(session).of(this::exec);
  }

  private int exec() {
    Container found = session.engine().containers().require(container);
    var process =
        new ProcessSpec(
            null,
            command,
            new EnvironmentSyntax(session.invocation()).all(envFiles, env),
            user,
            List.of(),
            workingDir,
            tty,
            interactive,
            false);
    if (detach) {
      session
          .engine()
          .containers()
          .exec(found, process, privileged, ExecIo.output(OutputSink.none()))
          .close();
      return ExitCode.OK;
    }
    return new ForegroundRun(session).exec(found, process, privileged, interactive);
  }
}
