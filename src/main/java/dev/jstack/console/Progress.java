package dev.jstack.console;

import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.JstackException;

/** Draws events on the caller's standard error until it is closed. */
public interface Progress extends EventListener, AutoCloseable {
  /** How events are drawn. */
  enum Mode {
    TTY,
    PLAIN,
    JSON,
    QUIET;

    /** {@code auto} is TTY on a terminal that can move its cursor, and plain lines elsewhere. */
    public static Mode parse(String text, Invocation invocation) {
      return switch (text) {
        case "auto" -> automatic(invocation);
        case "tty" -> TTY;
        case "plain" -> PLAIN;
        case "json" -> JSON;
        case "quiet" -> QUIET;
        default ->
            throw new JstackException(
                "progress: expected auto, tty, plain, json or quiet, got \"" + text + "\"");
      };
    }

    private static Mode automatic(Invocation invocation) {
      boolean dumb =
          "dumb".equals(invocation.environment().get("TERM"))
              || invocation.environment().containsKey("CI");
      return !dumb && invocation.terminal().isTerminal(Terminal.Stream.ERR) ? TTY : PLAIN;
    }
  }

  /** {@code title} heads the live display: {@code [+] up 3/4}. */
  static Progress open(Mode mode, String title, Invocation invocation) {
    var err = invocation.err();
    return switch (mode) {
      case TTY ->
          new LiveProgress(
              err, title, invocation.terminal(), Palette.of(invocation), System::nanoTime);
      case PLAIN -> new PlainProgress(err);
      case JSON -> new JsonProgress(err);
      case QUIET -> new QuietProgress();
    };
  }

  @Override
  void on(Event event);

  /** Runs what prints on the same terminal, above what is drawn. */
  default void above(Runnable printing) {
    printing.run();
  }

  /** Draws the last state and gives the terminal back. */
  @Override
  void close();
}
