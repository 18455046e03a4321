package dev.jstack.console;

import dev.jstack.runtime.Event;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A block of lines on a terminal, one per resource, redrawn in place at most ten times a second:
 * one write per picture. What doesn't fit into the window is folded, finished resources first.
 */
final class LiveProgress implements Progress {
  private static final Duration PACE = Duration.ofMillis(100);
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream err;
  private final String title;
  private final Terminal terminal;
  private final LongSupplier nanos;
  private final Palette palette;
  private final Map<String, ProgressRow> rows = new LinkedHashMap<>();
  private final Thread painter = Thread.ofVirtual().name("progress").unstarted(this::paint);
  private int drawn;
  private boolean closed;

  LiveProgress(
      PrintStream err, String title, Terminal terminal, Palette palette, LongSupplier nanos) {
    this.err = err;
    this.title = title;
    this.terminal = terminal;
    this.palette = palette;
    this.nanos = nanos;
  }

  @Override
  public synchronized void on(Event event) {
    long now = nanos.getAsLong();
    var row = rows.get(event.resource());
    rows.put(event.resource(), row == null ? ProgressRow.begin(event, now) : row.next(event, now));
    if (painter.getState() == Thread.State.NEW) {
      painter.start();
    }
  }

  @Override
  public synchronized void above(Runnable printing) {
    if (drawn > 0 && !closed) {
      err.print("\u001b[" + drawn + "A\r" + CLEAR_BELOW);
      drawn = 0;
      printing.run();
      err.print(picture(terminal.size().rows()));
    } else {
      printing.run();
    }
  }

  /** Draws all rows once more, whatever the window's height, and shows the cursor again. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    painter.interrupt();
    if (!rows.isEmpty()) {
      err.print(picture(Integer.MAX_VALUE) + SHOW_CURSOR);
      err.flush();
    }
  }

  /** The present picture, drawn over the one before; at most {@code height} lines. */
  synchronized String picture(int height) {
    var picture = new StringBuilder(HIDE_CURSOR);
    if (drawn > 0) {
      picture.append("\u001b[").append(drawn).append('A');
    }
    picture.append('\r').append(header()).append("\u001b[K\n");
    var visible = visible(height - 2);
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    int columns = terminal.size().columns();
    for (var row : visible) {
      picture.append(row.draw(palette, width, columns, nanos.getAsLong())).append("\u001b[K\n");
    }
    drawn = visible.size() + 1;
    return picture.append(CLEAR_BELOW).toString();
  }

  private String header() {
    long done = rows.values().stream().filter(ProgressRow::isFinished).count();
    return "[+] " + title + " " + done + "/" + rows.size();
  }

  private List<ProgressRow> visible(int most) {
    if (rows.size() <= most) {
      return List.copyOf(rows.values());
    }
    int surplus = rows.size() - most;
    var result = new ArrayList<ProgressRow>();
    for (var row : rows.values()) {
      if (surplus > 0 && row.isFinished()) {
        surplus--;
      } else {
        result.add(row);
      }
    }
    return result.subList(0, Math.min(result.size(), Math.max(0, most)));
  }

  private void paint() {
    try {
      while (true) {
        synchronized (this) {
          if (closed) {
            return;
          }
          err.print(picture(terminal.size().rows()));
        }
        Thread.sleep(PACE);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }
}
