package dev.jstack.cli.frame;

/** Exit codes that scripts may rely on. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int FAILURE = 1;

  /** {@code plan} and {@code --dry-run}: there is something to do. */
  public static final int CHANGES = 2;

  /** {@code run} and {@code exec}: jstack itself failed, not the program. */
  public static final int NOT_STARTED = 125;

  private ExitCode() {}
}
