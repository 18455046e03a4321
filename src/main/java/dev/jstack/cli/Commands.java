package dev.jstack.cli;

import dev.jstack.console.Invocation;
import dev.jstack.engine.Engine;
import dev.jstack.engine.EngineControl;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** All commands, and how one is run. */
public final class Commands {
  /** In the order in which the help lists them. */
  private static final List<Verb> VERBS = List.of(new Verb("version", VersionCommand::new));

  /** A word of the command line and the command behind it, made anew for each run. */
  private record Verb(String name, Function<Session, Callable<Integer>> command) {}

  private final Supplier<Engine> engine;
  private final Supplier<EngineControl> control;

  /** The suppliers fail where there is no engine: commands that need none still work there. */
  public Commands(Supplier<Engine> engine, Supplier<EngineControl> control) {
    this.engine = engine;
    this.control = control;
  }

  /** Runs the command that {@code invocation} asks for and returns its exit code. */
  public int run(Invocation invocation) {
    var session = new Session(invocation, engine, control);
    var errors = new Errors(session);
    var line = new CommandLine(new Root(session.options(), session));
    for (var verb : VERBS) {
      line.addSubcommand(verb.name(), verb.command().apply(session));
    }
    line.setOut(new java.io.PrintWriter(invocation.out(), true));
    line.setErr(new java.io.PrintWriter(invocation.err(), true));
    line.setParameterExceptionHandler(errors::usage);
    line.setExecutionExceptionHandler((failure, _, _) -> errors.report(failure));
    return line.execute(invocation.arguments().toArray(String[]::new));
  }

  @Command(name = "jstack", description = "Run stacks of containers.")
  private static final class Root implements Callable<Integer> {
    @Mixin private final GlobalOptions options;
    private final Session session;
    @Spec private @Nullable CommandSpec spec;

    @Option(
        names = {"-v", "--version"},
        description = "Show the version.")
    private boolean version;

    Root(GlobalOptions options, Session session) {
      this.options = options;
      this.session = session;
    }

    @Override
    public Integer call() {
      if (version) {
        session.out().println(Version.line());
        return ExitCode.OK;
      }
      spec.commandLine().usage(session.out());
      return ExitCode.OK;
    }
  }
}
