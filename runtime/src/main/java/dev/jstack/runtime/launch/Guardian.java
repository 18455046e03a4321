package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import java.util.List;

/** Waits for the engine's death and starts it again: a launch list too. */
@SuppressWarnings("DoNotCallSuggester")
public final class Guardian {
  private Guardian() {}

  /**
   * Starts a guardian in a session of its own. It reads {@code lifeline}, a pipe whose only write
   * end the engine keeps open: a byte is an orderly end, end-of-file makes it execute {@code argv}
   * (an absolute path first), with {@code log} as stdout and stderr and /dev/null as stdin.
   *
   * @return its process number
   */
  public static int spawn(Fd lifeline, List<String> argv, List<String> environment, Fd log) {
    throw new UnsupportedOperationException();
  }
}
