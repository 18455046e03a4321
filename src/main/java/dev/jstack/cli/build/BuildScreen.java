package dev.jstack.cli.build;

import dev.jstack.console.LiveBlock;
import dev.jstack.console.Palette;
import dev.jstack.console.Terminal;
import dev.jstack.runtime.Problem;
import dev.jstack.runtime.build.BuildEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * A build on a terminal: a line a step, redrawn in place, with the last lines of those that run.
 * What doesn't fit into the window is folded, finished steps first.
 */
final class BuildScreen implements BuildDisplay {
  private final PrintStream err;
  private final Terminal terminal;
  private final Palette palette;
  private final LongSupplier nanos;
  private final long began;
  private final Map<Integer, BuildRow> rows = new TreeMap<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final LiveBlock block;

  BuildScreen(PrintStream err, Terminal terminal, Palette palette, LongSupplier nanos) {
    this.err = err;
    this.terminal = terminal;
    this.palette = palette;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.block = new LiveBlock(err, terminal, "build-screen", this::lines);
  }

  @Override
  public synchronized void on(BuildEvent event) {
    switch (event) {
      case BuildEvent.Started(int step, String name) ->
          rows.put(step, new BuildRow(name, nanos.getAsLong()));
      case BuildEvent.Cached(int step) -> row(step).cached();
      case BuildEvent.Output(int step, _, String line, _) -> row(step).say(line);
      case BuildEvent.Done(int step, Duration took) -> row(step).done(took);
      case BuildEvent.Failed(int step, _) -> row(step).failed(nanos.getAsLong());
      case BuildEvent.Warned(var problem) -> warnings.add(problem);
      case BuildEvent.Planned _ -> {}
    }
    block.begin();
  }

  private BuildRow row(int step) {
    return rows.computeIfAbsent(step, _ -> new BuildRow("", nanos.getAsLong()));
  }

  private synchronized List<String> lines(int height, boolean finished) {
    if (rows.isEmpty()) {
      return List.of();
    }
    int columns = terminal.size().columns();
    List<String> lines = new ArrayList<>();
    for (BuildRow row : visible(height - 2)) {
      lines.addAll(row.draw(palette, columns, nanos.getAsLong(), finished));
    }
    List<String> shown = new ArrayList<>();
    shown.add(header(finished));
    shown.addAll(lines.subList(Math.max(0, lines.size() - height + 2), lines.size()));
    return shown;
  }

  private String header(boolean finished) {
    long done = rows.values().stream().filter(BuildRow::isFinished).count();
    double seconds = (nanos.getAsLong() - began) / 1e9;
    return String.format(Locale.ROOT, "[+] Building %.1fs (%d/%d)", seconds, done, rows.size())
        + (finished && done == rows.size() ? " FINISHED" : "");
  }

  private List<BuildRow> visible(int most) {
    int surplus = rows.size() - most;
    List<BuildRow> result = new ArrayList<>();
    for (BuildRow row : rows.values()) {
      if (surplus > 0 && row.isFinished()) {
        surplus--;
      } else {
        result.add(row);
      }
    }
    return result;
  }

  @Override
  public void close() {
    block.end();
    BuildLines.print(warnings, err);
    err.flush();
  }
}
