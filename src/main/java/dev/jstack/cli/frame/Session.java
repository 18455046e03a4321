package dev.jstack.cli.frame;

import dev.jstack.console.Invocation;
import dev.jstack.console.Progress;
import dev.jstack.console.Terminal;
import dev.jstack.engine.Engine;
import dev.jstack.engine.EngineControl;
import dev.jstack.engine.Projects;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.registry.Caller;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/** One run of one command: its caller, the options before the verb, and the engine. */
public final class Session {
  private final Invocation invocation;
  private final Supplier<Engine> engine;
  private final Supplier<EngineControl> control;
  private final GlobalOptions options = new GlobalOptions();
  private final Settings settings;

  public Session(Invocation invocation, Supplier<Engine> engine, Supplier<EngineControl> control) {
    this.invocation = invocation;
    this.engine = engine;
    this.control = control;
    this.settings = new Settings(this, options);
  }

  /** Another command line of the same caller. */
  public Session with(List<String> arguments) {
    return new Session(invocation.withArguments(arguments), engine, control);
  }

  public Invocation invocation() {
    return invocation;
  }

  /** The options before the verb; filled in by the time the command is called. */
  public GlobalOptions options() {
    return options;
  }

  /** COMPOSE_* variables, of the caller or of the project's {@code .env}. */
  public Settings settings() {
    return settings;
  }

  /** The engine's projects, changed only if this is no {@code --dry-run}. */
  public Projects projects() {
    return engine().projects().as(settings.manner());
  }

  /** Whether nothing must be done ({@code --dry-run}). */
  public boolean rehearses() {
    return options.dryRun;
  }

  /** The engine; in a process without one this fails with what the user can do about it. */
  public Engine engine() {
    return engine.get();
  }

  /** The engine's process; fails likewise. */
  public EngineControl control() {
    return control.get();
  }

  /** On whose behalf registries are asked. */
  public Caller caller() {
    return new Caller(invocation.environment());
  }

  public PrintStream out() {
    return invocation.out();
  }

  public PrintStream err() {
    return invocation.err();
  }

  /** Whether text on standard output may be coloured. */
  public boolean colors() {
    String ansi = settings.ansi();
    return switch (ansi) {
      case "always" -> true;
      case "never" -> false;
      case "auto" ->
          invocation.environment().getOrDefault("NO_COLOR", "").isEmpty()
              && invocation.terminal().isTerminal(Terminal.Stream.OUT);
      default ->
          throw new JstackException(
              "invalid value for --ansi: \"" + ansi + "\"; expected never, always or auto");
    };
  }

  /**
   * Draws events on the caller's standard error until it is closed; {@code title} heads the live
   * display: {@code [+] up 3/4}.
   */
  public Progress progress(String title) {
    return Progress.open(settings.progress(), title, settings.progressCaller());
  }
}
