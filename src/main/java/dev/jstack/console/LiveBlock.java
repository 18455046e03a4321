package dev.jstack.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A block of lines at the foot of a terminal, redrawn in place at most ten times a second: one
 * write a picture. While it is there the cursor is hidden; it comes back with the end, and also if
 * the caller is gone before.
 *
 * <p>Locks are taken in one order only: this block's, then its content's. So the content may begin
 * a block with its own lock held, but must not end it.
 */
public final class LiveBlock {
  /** What is shown. */
  @FunctionalInterface
  public interface Content {
    /**
     * The present lines, none to draw nothing.
     *
     * @param height of the window; the last picture has no bound
     * @param finished whether it is the last picture
     */
    List<String> lines(int height, boolean finished);
  }

  private static final Duration PACE = Duration.ofMillis(100);
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String CLEAR_LINE = "\u001b[K\n";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream err;
  private final Terminal terminal;
  private final Content content;
  private final Thread painter;
  private final AtomicBoolean begun = new AtomicBoolean();
  private int drawn;
  private boolean ended;
  private Terminal.Restore cursor = () -> {};

  public LiveBlock(PrintStream err, Terminal terminal, String name, Content content) {
    this.err = err;
    this.terminal = terminal;
    this.content = content;
    this.painter = Thread.ofVirtual().name(name).unstarted(this::paint);
  }

  /** Draws from now on; more than once is once. */
  public void begin() {
    if (begun.compareAndSet(false, true)) {
      painter.start();
    }
  }

  private void paint() {
    try {
      while (draw()) {
        Thread.sleep(PACE);
      }
    } catch (InterruptedException e) {
      // Ended.
    }
  }

  private synchronized boolean draw() {
    if (!ended) {
      cursor = terminal.hiddenCursor();
      err.print(picture(terminal.size().rows(), false));
    }
    return !ended;
  }

  /** The present picture, drawn over the one before. */
  synchronized String picture(int height, boolean finished) {
    List<String> lines = content.lines(height, finished);
    if (lines.isEmpty()) {
      return "";
    }
    var picture = new StringBuilder(HIDE_CURSOR);
    if (drawn > 0) {
      picture.append("\u001b[").append(drawn).append('A');
    }
    picture.append('\r');
    lines.forEach(line -> picture.append(line).append(CLEAR_LINE));
    drawn = lines.size();
    return picture.append(CLEAR_BELOW).toString();
  }

  /** Prints lines that stay, with the picture below them. */
  synchronized void above(Runnable printing) {
    if (drawn == 0 || ended) {
      printing.run();
      return;
    }
    err.print("\u001b[" + drawn + "A\r" + CLEAR_BELOW);
    drawn = 0;
    printing.run();
    err.print(picture(terminal.size().rows(), false));
  }

  /** Draws all once more, whatever the window's height. More than once is once. */
  public synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    painter.interrupt();
    try {
      err.print(picture(Integer.MAX_VALUE, true));
    } finally {
      if (drawn > 0) {
        err.print(SHOW_CURSOR);
      }
      err.flush();
      cursor.close();
    }
  }
}
