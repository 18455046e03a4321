package dev.jstack.console;

import dev.jstack.runtime.Event;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A line per resource on a terminal, redrawn in place. What doesn't fit into the window is folded,
 * finished resources first.
 */
final class LiveProgress implements Progress {
  private final String title;
  private final Terminal terminal;
  private final LongSupplier nanos;
  private final Palette palette;
  private final Map<String, ProgressRow> rows = new LinkedHashMap<>();
  private final LiveBlock block;

  LiveProgress(
      PrintStream err, String title, Terminal terminal, Palette palette, LongSupplier nanos) {
    this.title = title;
    this.terminal = terminal;
    this.palette = palette;
    this.block = new LiveBlock(err, terminal, "progress", this::lines);
    this.nanos = nanos;
  }

  @Override
  public synchronized void on(Event event) {
    long now = nanos.getAsLong();
    var row = rows.get(event.resource());
    rows.put(event.resource(), row == null ? ProgressRow.begin(event, now) : row.next(event, now));
    block.begin();
  }

  @Override
  public void above(Runnable printing) {
    block.above(printing);
  }

  @Override
  public void close() {
    block.end();
  }

  /** The present picture; at most {@code height} lines. */
  String picture(int height) {
    return block.picture(height, false);
  }

  private synchronized List<String> lines(int height, boolean finished) {
    if (rows.isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add(header());
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    int columns = terminal.size().columns();
    for (var row : visible(height - 2)) {
      lines.add(row.draw(palette, width, columns, nanos.getAsLong()));
    }
    return lines;
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
}
