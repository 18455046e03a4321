package dev.jstack.console;

/** The terminal behind the caller's standard streams, if there is one. */
public interface Terminal {
  /** One of the three standard streams. */
  enum Stream {
    IN(0),
    OUT(1),
    ERR(2);

    private final int descriptor;

    Stream(int descriptor) {
      this.descriptor = descriptor;
    }

    int descriptor() {
      return descriptor;
    }
  }

  /** A window's size in characters. */
  record Size(int columns, int rows) {
    /** What is assumed without a terminal. */
    public static final Size DEFAULT = new Size(80, 24);
  }

  boolean isTerminal(Stream stream);

  /** The window's present size; {@link Size#DEFAULT} when no stream is a terminal. */
  Size size();

  /**
   * Sets the terminal of standard input to raw mode until the result is closed (or the caller is
   * gone): every byte at once, no echo, no signals. Does nothing when it is no terminal.
   */
  Restore raw();

  /** Likewise, but every byte at once and no echo is all: Ctrl-C is a signal as ever. */
  default Restore keys() {
    return () -> {};
  }

  /** Calls {@code listener} after each change of the window's size. */
  void onResize(Runnable listener);

  /**
   * Tells that the cursor is hidden on standard error: unless the result is closed before, it is
   * shown again when the caller is gone.
   */
  default Restore hiddenCursor() {
    return () -> {};
  }

  /** Puts the terminal's mode back; closing twice does nothing. */
  interface Restore extends AutoCloseable {
    @Override
    void close();
  }

  /** Three streams that are no terminal. */
  static Terminal none() {
    return new Terminal() {
      @Override
      public boolean isTerminal(Stream stream) {
        return false;
      }

      @Override
      public Size size() {
        return Size.DEFAULT;
      }

      @Override
      public Restore raw() {
        return () -> {};
      }

      @Override
      public void onResize(Runnable listener) {}
    };
  }
}
