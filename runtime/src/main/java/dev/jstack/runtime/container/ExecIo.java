package dev.jstack.runtime.container;

import dev.jstack.runtime.container.output.OutputSink;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the input of a program comes from and its output goes to.
 *
 * @param stdin read by a thread of its own and never closed; null for an empty input
 * @param output takes stdout and stderr
 * @param columns of the terminal, when the program gets one; 0 leaves the kernel's default
 * @param rows likewise
 */
public record ExecIo(@Nullable InputStream stdin, OutputSink output, int columns, int rows) {
  /** Output only. */
  public static ExecIo output(OutputSink output) {
    return new ExecIo(null, output, 0, 0);
  }
}
