package dev.jstack.engine.watch;

import dev.jstack.runtime.container.output.OutputSink;
import dev.jstack.runtime.container.output.StdStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Shows what a command prints line by line, so that it doesn't get into other lines. */
final class ExecLines implements OutputSink, AutoCloseable {
  private static final int LONGEST = 1 << 16;

  private final Display display;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  ExecLines(Display display) {
    this.display = display;
  }

  @Override
  public synchronized void write(StdStream stream, byte[] bytes) {
    for (byte each : bytes) {
      if (each == '\n' || begun.size() >= LONGEST) {
        show();
      }
      if (each != '\n') {
        begun.write(each);
      }
    }
  }

  private void show() {
    display.output(begun.toString(StandardCharsets.UTF_8));
    begun.reset();
  }

  /** Shows a last line without an end. */
  @Override
  public synchronized void close() {
    if (begun.size() > 0) {
      show();
    }
  }
}
