package dev.jstack.console;

import dev.jstack.runtime.Event;
import java.io.PrintStream;

/** One line per event: {@code Container p-db-1 Started}. */
final class PlainProgress implements Progress {
  private final PrintStream err;

  PlainProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void on(Event event) {
    var detail = event.detail();
    var line = " " + event.resource() + "  " + event.text() + (detail == null ? "" : " " + detail);
    err.print(line.stripTrailing() + "\n");
  }

  @Override
  public void close() {
    err.flush();
  }
}
