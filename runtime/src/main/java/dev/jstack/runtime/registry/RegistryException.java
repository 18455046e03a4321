package dev.jstack.runtime.registry;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import javax.net.ssl.SSLException;
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

  /** Whether the same may go well a little later. */
  boolean mayPass() {
    return status == 0
        ? getCause() instanceof IOException cause && mayPass(cause)
        : isTransient(status);
  }

  /** Nobody listens, nobody is trusted: that doesn't pass while one waits. */
  static boolean mayPass(IOException failure) {
    return !(failure instanceof ConnectException
        || failure instanceof SSLException
        || failure instanceof InterruptedIOException);
  }

  static boolean isTransient(int status) {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }
}
