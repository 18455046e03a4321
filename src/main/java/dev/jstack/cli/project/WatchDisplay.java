package dev.jstack.cli.project;

import dev.jstack.cli.frame.Errors;
import dev.jstack.cli.frame.Session;
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
  private final Consumer<Runnable> place;
  private final boolean quiet;
  private @Nullable Progress drawn;

  /**
   * Shows it to the caller.
   *
   * @param place makes room for what is printed
   * @param quiet nothing is drawn
   */
  WatchDisplay(Session session, Consumer<Runnable> place, boolean quiet) {
    this.session = session;
    this.place = place;
    this.quiet = quiet;
  }

  @Override
  public void say(String line) {
    boolean terminal = session.invocation().terminal().isTerminal(Terminal.Stream.OUT);
    String mark = session.colors() ? "\u001b[32m" + MARK + "\u001b[0m" : MARK;
    output(terminal ? mark + line : line);
  }

  @Override
  public void output(String line) {
    print(() -> session.out().print(line + "\n"));
  }

  @Override
  public void failed(JstackException failure) {
    print(() -> {
      var _ = new Errors(session).report(failure);
    });
  }

  private synchronized void print(Runnable printing) {
    Progress below = drawn;
    place.accept(below == null ? printing : () -> below.above(printing));
  }

  /** One operation is drawn at a time; another one meanwhile is told by its lines alone. */
  @Override
  public synchronized Drawing begin(String title) {
    if (quiet || drawn != null) {
      return new Drawn(null);
    }
    Progress progress = session.progress(title);
    drawn = progress;
    return new Drawn(progress);
  }

  private synchronized void end(Progress progress) {
    progress.close();
    drawn = null;
  }

  /** The command's usual progress, or none. */
  private final class Drawn implements Drawing {
    private final @Nullable Progress progress;

    Drawn(@Nullable Progress progress) {
      this.progress = progress;
    }

    @Override
    public void on(Event event) {
      if (progress != null) {
        progress.on(event);
      }
    }

    @Override
    public void close() {
      if (progress != null) {
        end(progress);
      }
    }
  }
}
