package dev.jstack.cli;

import dev.jstack.console.Human;
import dev.jstack.console.Terminal.Stream;
import dev.jstack.runtime.registry.LayerListener;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The layers of a pull or push as docker shows them: a line for each change; on a terminal a line
 * for each layer, drawn over, with a bar.
 */
final class LayerLines implements LayerListener, AutoCloseable {
  private static final int BAR = 50;
  private static final long NANOS = 100_000_000;

  private final PrintStream out;
  private final boolean live;
  private final Map<String, String> lines = new LinkedHashMap<>();
  private int drawn;
  private long shown;

  private LayerLines(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
  }

  static LayerLines open(Session session) {
    return open(session.out(), session, Stream.OUT);
  }

  static LayerLines open(PrintStream out, Session session, Stream stream) {
    return new LayerLines(out, session.invocation().terminal().isTerminal(stream));
  }

  @Override
  public synchronized void on(String layer, String text, long done, long total) {
    if (live) {
      String before = lines.put(layer, text + bar(done, total));
      boolean moved = before != null && total > 0 && System.nanoTime() - shown < NANOS;
      if (!moved) {
        draw();
      }
    } else if (total == 0 && !Objects.equals(lines.put(layer, text), text)) {
      out.println(layer + ": " + text);
    }
  }

  private static String bar(long done, long total) {
    if (total == 0) {
      return "";
    }
    int filled = (int) (done * BAR / total);
    String arrow = filled == BAR ? "=".repeat(BAR) : "=".repeat(filled) + ">";
    return " [%-50s] %s/%s".formatted(arrow, Human.size(done), Human.size(total));
  }

  private void draw() {
    var picture = new StringBuilder();
    if (drawn > 0) {
      picture.append("\u001b[").append(drawn).append('A');
    }
    lines.forEach((layer, line) ->
        picture.append('\r').append(layer).append(": ").append(line).append("\u001b[K\n"));
    out.print(picture);
    out.flush();
    drawn = lines.size();
    shown = System.nanoTime();
  }

  /** Draws the last state. */
  @Override
  public synchronized void close() {
    if (live && !lines.isEmpty()) {
      draw();
    }
  }
}
