package dev.jstack.cli;

import dev.jstack.console.Progress;
import dev.jstack.console.Terminal;
import dev.jstack.engine.watch.Display;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.JstackException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Watch's lines among whatever else the command prints. */
final class WatchDisplay implements Display {
  private static final String MARK = "⦿ ";

  private final Session session;
  private final Consumer<String> lines;
  private final boolean quiet;

  /**
   * Shows it to the caller.
   *
   * @param lines prints a line, never in the middle of another one
   * @param quiet builds are not drawn
   */
  WatchDisplay(Session session, Consumer<String> lines, boolean quiet) {
    this.session = session;
    this.lines = lines;
    this.quiet = quiet;
  }

  /** Lines on standard output. */
  static WatchDisplay plain(Session session, boolean quiet) {
    return new WatchDisplay(session, line -> session.out().print(line + "\n"), quiet);
  }

  @Override
  public void say(String line) {
    boolean terminal = session.invocation().terminal().isTerminal(Terminal.Stream.OUT);
    String mark = session.colors() ? "\u001b[32m" + MARK + "\u001b[0m" : MARK;
    lines.accept(terminal ? mark + line : line);
  }

  @Override
  public void output(String line) {
    lines.accept(line);
  }

  @Override
  public void failed(JstackException failure) {
    var _ = new Errors(session).report(failure);
  }

  @Override
  public Drawing begin(String title) {
    if (quiet) {
      return new Drawn(null);
    }
    return new Drawn(session.progress(title));
  }

  /** The command's usual progress, or none. */
  private record Drawn(@Nullable Progress progress) implements Drawing {
    @Override
    public void on(Event event) {
      if (progress != null) {
        progress.on(event);
      }
    }

    @Override
    public void close() {
      if (progress != null) {
        progress.close();
      }
    }
  }
}
