package dev.jstack.runtime.launch;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Errno;
import org.jspecify.annotations.Nullable;

/**
 * A process could not be started: {@code web: cannot start: mount("proc" on "/proc", nosuid,nodev,
 * noexec): EPERM (operation not permitted)}. Nothing of it is left.
 */
public final class LaunchException extends JstackException {
  private static final long serialVersionUID = 1;

  /** Exit codes of docker run. */
  static final int BROKEN = 125;

  static final int NOT_EXECUTABLE = 126;
  static final int NOT_FOUND = 127;

  private final transient Errno errno;
  private final int exitCode;

  LaunchException(String message, @Nullable String hint, Errno errno, int exitCode) {
    super(message, hint, null);
    this.errno = errno;
    this.exitCode = exitCode;
  }

  public Errno errno() {
    return errno;
  }

  /** 127: the program was not found; 126: it cannot be executed; 125: anything else. */
  @Override
  public int exitCode() {
    return exitCode;
  }
}
