package dev.jstack.cli.container;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.DetachKeys;
import dev.jstack.cli.option.EnvironmentSyntax;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ExecIo;
import dev.jstack.runtime.container.ProcessSpec;
import dev.jstack.runtime.container.output.OutputSink;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What runs in a running container, and how. */
public final class ExecOptions {
  @Option(
      names = {"-d", "--detach"},
      description = "Run in the background.")
  public boolean detach;

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME[=VALUE]",
      description = "Environment.")
  private List<String> env = List.of();

  @Option(names = "--env-file", paramLabel = "FILE", description = "File of environment lines.")
  private List<String> envFiles = List.of();

  @Option(
      names = "--detach-keys",
      paramLabel = "KEYS",
      converter = DetachKeys.Converter.class,
      description = "What to type to leave it running (default: ctrl-p,ctrl-q).")
  private DetachKeys keys = DetachKeys.parse(DetachKeys.USUAL);

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

  @Parameters(index = "0", paramLabel = "SERVICE|CONTAINER")
  public String name = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND")
  private List<String> command = List.of();

  /** What is run, for the eye. */
  public String program() {
    return String.join(" ", command);
  }

  /** Returns the program's exit code; in the background there is nobody to talk to it. */
  public int run(Session session, Container container, boolean tty, boolean input) {
    var process =
        new ProcessSpec(
            null,
            command,
            new EnvironmentSyntax(session.invocation()).all(envFiles, env),
            user,
            List.of(),
            workingDir,
            tty,
            input,
            false);
    if (!detach) {
      var manner = new ForegroundRun.Manner(input, keys, true);
      return new ForegroundRun(session).exec(container, process, privileged, manner);
    }
    session
        .engine()
        .containers()
        .exec(container, process, privileged, ExecIo.output(OutputSink.none()))
        .close();
    return ExitCode.OK;
  }
}
