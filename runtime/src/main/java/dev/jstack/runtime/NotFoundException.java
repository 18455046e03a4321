package dev.jstack.runtime;

/** A thing named by the user does not exist. */
public final class NotFoundException extends JstackException {
  private static final long serialVersionUID = 1;

  /**
   * {@code new NotFoundException("image", "redis:8")} says {@code no such image: redis:8}; of a
   * network docker says {@code network front not found}.
   */
  public NotFoundException(String kind, String name) {
    super(text(kind, name));
  }

  public NotFoundException(String kind, String name, String hint) {
    super(text(kind, name), hint, null);
  }

  private static String text(String kind, String name) {
    return kind.equals("network")
        ? "network " + name + " not found"
        : "no such " + kind + ": " + name;
  }
}
