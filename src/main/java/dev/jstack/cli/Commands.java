package dev.jstack.cli;

import dev.jstack.cli.frame.Errors;
import dev.jstack.cli.frame.Session;
import dev.jstack.console.Invocation;
import dev.jstack.engine.Engine;
import dev.jstack.engine.EngineControl;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All commands, and how one is run. */
public final class Commands {
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
    try {
      return new Parser(session, Verbs.ALL).run(words(invocation.arguments()));
    } catch (RuntimeException e) {
      return new Errors(session).report(e); // before there was a command
    }
  }

  /**
   * {@code build prune} is {@code builder prune}; a context of that name is {@code ./prune}. {@code
   * help run} is {@code run --help}.
   */
  private static List<String> words(List<String> arguments) {
    if (!arguments.isEmpty() && arguments.getFirst().equals("help")) {
      return Stream.concat(arguments.stream().skip(1), Stream.of("--help")).toList();
    }
    if (arguments.size() < 2 || !arguments.subList(0, 2).equals(List.of("build", "prune"))) {
      return arguments;
    }
    return Stream.concat(Stream.of("builder"), arguments.stream().skip(1)).toList();
  }
}
