package dev.jstack.runtime.build;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what a pipe gives into lines. */
final class OutputLines {
  private static final int BUFFER = 1 << 15;
  private static final int LONGEST = 1 << 16;

  private final FileInput input;
  private final Consumer<String> lines;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  OutputLines(Fd pipe, Consumer<String> lines) {
    this.input = new FileInput(pipe);
    this.lines = lines;
  }

  /** Takes what is there, waiting for something; false at the end. */
  boolean read() {
    int count = input.read(buffer, 0, BUFFER);
    for (int i = 0; i < count; i++) {
      if (buffer[i] == '\n' || line.size() >= LONGEST) {
        end();
      }
      if (buffer[i] != '\n') {
        line.write(buffer[i]);
      }
    }
    if (count < 0 && line.size() > 0) {
      end();
    }
    return count >= 0;
  }

  private void end() {
    var text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
