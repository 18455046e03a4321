package dev.jstack.cli;

import dev.jstack.console.Invocation;
import dev.jstack.engine.Engine;
import dev.jstack.engine.EngineControl;
import java.util.List;
import java.util.function.Supplier;

/** All commands, and how one is run. */
public final class Commands {
  /** In the order in which the help lists them. */
  private static final List<Verb> VERBS =
      List.of(
          Verb.group(
              "engine",
              "Look at the engine's process, or end it.",
              Verb.of("status", EngineStatusCommand::new),
              Verb.of("stop", EngineStopCommand::new)),
          Verb.of("version", VersionCommand::new));

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
    return new Parser(session, VERBS).run(invocation.arguments());
  }
}
