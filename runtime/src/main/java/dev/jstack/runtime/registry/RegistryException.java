package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import org.jspecify.annotations.Nullable;

/** A registry can't be reached, or doesn't do what it was asked. */
public final class RegistryException extends JstackException {
  private static final long serialVersionUID = 1;

  /** The HTTP status, 0 if there was no answer. */
  private final int status;

  RegistryException(int status, String message) {
    this(status, message, null, null);
  }

  RegistryException(int status, String message, @Nullable String hint, @Nullable Throwable cause) {
    super(message, hint, cause);
    this.status = status;
  }

  int status() {
    return status;
  }
}
