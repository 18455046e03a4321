package dev.jstack.runtime.launch;

/**
 * Starts processes: turns a request into a launch list and has the player play it. One per engine;
 * safe for all threads, virtual ones included.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Launcher implements AutoCloseable {
  /**
   * Starts and returns when the program runs (execve has succeeded). Otherwise throws {@link
   * LaunchException}, and no process, mount or file of the start is left.
   */
  public Launched start(LaunchRequest request) {
    throw new UnsupportedOperationException();
  }

  /** The request's launch list in words, one step a line, values of variables left out. */
  public String explain(LaunchRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
