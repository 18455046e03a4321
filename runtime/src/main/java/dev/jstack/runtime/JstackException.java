package dev.jstack.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something went wrong that the user can act on: the command line prints the message (and the hint)
 * without a stack trace. Messages start in lower case, have no final full stop, quote the offending
 * text and say what was expected. Any other throwable that reaches the edge of the program is a
 * bug.
 */
public class JstackException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What to do about it, or null. */
  private final @Nullable String hint;

  public JstackException(String message) {
    this(message, null, null);
  }

  public JstackException(String message, @Nullable Throwable cause) {
    this(message, null, cause);
  }

  public JstackException(String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  /** What the user can do about it, as a phrase: {@code did you mean "ports"?}. */
  public final Optional<String> hint() {
    return Optional.ofNullable(hint);
  }

  /** The exit code of the command that fails with this; 1 unless a subclass knows better. */
  public int exitCode() {
    return 1;
  }
}
