package dev.jstack.engine;

import dev.jstack.runtime.JstackException;

/** The user interrupted the command. */
public final class CancelledException extends JstackException {
  private static final long serialVersionUID = 1;
  private static final int INTERRUPTED = 130;

  public CancelledException(Throwable cause) {
    super("interrupted", cause);
  }

  @Override
  public int exitCode() {
    return INTERRUPTED;
  }
}
