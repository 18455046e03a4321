package dev.jstack.console;

import java.io.PrintStream;

/** One line that stays below all that is printed on a terminal, until it is closed. */
public final class Footer implements AutoCloseable {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final Terminal terminal;
  private String text = "";

  public Footer(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows another text, cut to the window's width. */
  public synchronized void show(String line) {
    int room = Math.max(0, terminal.size().columns() - 1);
    text = line.length() <= room ? line : line.substring(0, room);
    out.print(CLEAR + text);
    out.flush();
  }

  /** Runs what prints, above. */
  public synchronized void above(Runnable printing) {
    if (text.isEmpty()) {
      printing.run();
      return;
    }
    out.print(CLEAR);
    printing.run();
    out.print(text);
    out.flush();
  }

  @Override
  public synchronized void close() {
    if (!text.isEmpty()) {
      text = "";
      out.print(CLEAR);
      out.flush();
    }
  }
}
