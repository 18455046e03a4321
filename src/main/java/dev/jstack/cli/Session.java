package dev.jstack.cli;

import dev.jstack.console.Invocation;
import dev.jstack.console.Progress;
import dev.jstack.console.Terminal;
import dev.jstack.engine.Engine;
import dev.jstack.engine.EngineControl;
import dev.jstack.runtime.registry.Caller;
import java.io.PrintStream;
import java.util.function.Supplier;

/** One run of one command: its caller, the options before the verb, and the engine. */
final class Session {
  private final Invocation invocation;
  private final Supplier<Engine> engine;
  private final Supplier<EngineControl> control;
  private final GlobalOptions options = new GlobalOptions();

  Session(Invocation invocation, Supplier<Engine> engine, Supplier<EngineControl> control) {
    this.invocation = invocation;
    this.engine = engine;
    this.control = control;
  }

  Invocation invocation() {
    return invocation;
  }

  /** The options before the verb; filled in by the time the command is called. */
  GlobalOptions options() {
    return options;
  }

  /** The engine; in a process without one this fails with what the user can do about it. */
  Engine engine() {
    return engine.get();
  }

  /** The engine's process; fails likewise. */
  EngineControl control() {
    return control.get();
  }

  /** On whose behalf registries are asked. */
  Caller caller() {
    return new Caller(invocation.environment());
  }

  PrintStream out() {
    return invocation.out();
  }

  PrintStream err() {
    return invocation.err();
  }

  /** Whether text on standard output may be coloured. */
  boolean colors() {
    String ansi =
        options.ansi != null ? options.ansi : invocation.environment().get("COMPOSE_ANSI");
    if (ansi != null && !ansi.equals("auto")) {
      return ansi.equals("always");
    }
    return !invocation.environment().containsKey("NO_COLOR")
        && invocation.terminal().isTerminal(Terminal.Stream.OUT);
  }

  /**
   * Draws events on the caller's standard error until it is closed; {@code title} heads the live
   * display: {@code [+] up 3/4}.
   */
  Progress progress(String title) {
    return Progress.open(options.progress(invocation), title, invocation);
  }
}
