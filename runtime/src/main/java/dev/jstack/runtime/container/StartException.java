package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import org.jspecify.annotations.Nullable;

/** A container or a program in it could not be started; the exit code is Docker's. */
public final class StartException extends JstackException {
  private static final long serialVersionUID = 1;

  /** Neither the program's fault nor its absence. */
  static final int BROKEN = 125;

  private final int code;

  /** {@code hint}: what to do about it, or null. */
  public StartException(
      int code, String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
    this.code = code;
  }

  /** 127: the program was not found, 126: it can't be executed, 125: all else. */
  @Override
  public int exitCode() {
    return code;
  }
}
