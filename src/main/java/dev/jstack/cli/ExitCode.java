package dev.jstack.cli;

/** Exit codes that scripts may rely on. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILURE = 1;

  /** {@code plan} and {@code --dry-run}: there is something to do. */
  static final int CHANGES = 2;

  /** {@code run} and {@code exec}: jstack itself failed, not the program. */
  static final int NOT_STARTED = 125;

  private ExitCode() {}
}
