package dev.jstack.runtime;

/** A thing named by the user does not exist. */
public final class NotFoundException extends JstackException {
  private static final long serialVersionUID = 1;

  /** {@code new NotFoundException("image", "redis:8")} says {@code no such image: redis:8}. */
  public NotFoundException(String kind, String name) {
    super("no such " + kind + ": " + name);
  }

  public NotFoundException(String kind, String name, String hint) {
    super("no such " + kind + ": " + name, hint, null);
  }
}
