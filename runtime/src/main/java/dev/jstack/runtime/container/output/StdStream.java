package dev.jstack.runtime.container.output;

import java.util.Locale;

/** Which of its two output streams a program wrote to; a terminal's output is all stdout. */
public enum StdStream {
  STDOUT,
  STDERR;

  /** As in the log: {@code stdout}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
