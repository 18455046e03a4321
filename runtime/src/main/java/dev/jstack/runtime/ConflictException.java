package dev.jstack.runtime;

/** The thing exists already, or is in use; the message says by whom. */
public final class ConflictException extends JstackException {
  private static final long serialVersionUID = 1;

  public ConflictException(String message) {
    super(message);
  }

  public ConflictException(String message, String hint) {
    super(message, hint, null);
  }
}
