package dev.jstack.cli.image;

import dev.jstack.cli.frame.Session;
import dev.jstack.console.Human;
import dev.jstack.console.Terminal;
import dev.jstack.console.Terminal.Stream;
import dev.jstack.runtime.registry.LayerListener;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The layers of a pull or push as docker shows them: a line for each change; on a terminal a line
 * for each layer, drawn over, with a bar where there is room. Layers that are done leave the window
 * at its top when it is too low for all.
 */
final class LayerLines implements LayerListener, AutoCloseable {
  private static final int LONGEST_BAR = 50;
  private static final int TEXT = 45;
  private static final long NANOS = 100_000_000;

  private final PrintStream out;
  private final Terminal terminal;
  private final boolean live;
  private final Set<String> ended = new HashSet<>();
  private final Map<String, String> lines = new LinkedHashMap<>();
  private int drawn;
  private long shown;

  LayerLines(PrintStream out, Terminal terminal, boolean live) {
    this.out = out;
    this.terminal = terminal;
    this.live = live;
  }

  static LayerLines open(Session session) {
    return open(session.out(), session, Stream.OUT);
  }

  static LayerLines open(PrintStream out, Session session, Stream stream) {
    Terminal terminal = session.invocation().terminal();
    return new LayerLines(out, terminal, terminal.isTerminal(stream));
  }

  @Override
  public synchronized void on(String layer, String text, long done, long total) {
    if (live) {
      show(layer, text, done, total);
    } else if (total == 0 && !Objects.equals(lines.put(layer, text), text)) {
      out.println(layer + ": " + text);
    }
  }

  private void show(String layer, String text, long done, long total) {
    if (ended.contains(layer)) {
      return; // the same layer once more: it has left the window
    }
    String before = lines.put(layer, text + bar(done, total));
    boolean moved = before != null && total > 0 && System.nanoTime() - shown < NANOS;
    if (!moved) {
      draw();
    }
  }

  private String bar(long done, long total) {
    if (total == 0) {
      return "";
    }
    String amount = Human.size(done) + "/" + Human.size(total);
    int length = Math.min(LONGEST_BAR, terminal.size().columns() - TEXT);
    if (length < 10) {
      return " " + amount;
    }
    int filled = (int) (done * length / total);
    String arrow = filled == length ? "=".repeat(length) : "=".repeat(filled) + ">";
    return " [" + arrow + " ".repeat(length - arrow.length()) + "] " + amount;
  }

  private void draw() {
    var picture = new StringBuilder();
    if (drawn > 0) {
      picture.append("\u001b[").append(drawn).append('A');
    }
    int most = Math.max(1, terminal.size().rows() - 1);
    leave(lines.size() - most, picture);
    lines.entrySet().stream().limit(most).forEach(each -> line(each, picture));
    out.print(picture);
    out.flush();
    drawn = Math.min(most, lines.size());
    shown = System.nanoTime();
  }

  /** So many layers that are done scroll away above the others. */
  private void leave(int surplus, StringBuilder picture) {
    var done =
        lines.entrySet().stream()
            .filter(each -> isLast(each.getValue()))
            .limit(Math.max(0, surplus))
            .toList();
    for (Map.Entry<String, String> each : done) {
      line(each, picture);
      ended.add(each.getKey());
      lines.remove(each.getKey());
    }
  }

  private static boolean isLast(String text) {
    return text.equals("Pull complete")
        || text.endsWith("exists")
        || text.equals("Pushed")
        || text.startsWith("Mounted");
  }

  private void line(Map.Entry<String, String> each, StringBuilder picture) {
    String text = each.getKey() + ": " + each.getValue();
    int room = Math.max(1, terminal.size().columns() - 1);
    picture.append('\r').append(text, 0, Math.min(room, text.length())).append("\u001b[K\n");
  }

  /** Draws the last state. */
  @Override
  public synchronized void close() {
    if (live && !lines.isEmpty()) {
      draw();
    }
  }
}
