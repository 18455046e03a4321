package dev.jstack.client;

/**
 * What goes over the socket between client and engine: a type byte, the length as four bytes (big
 * end first), and so many bytes.
 */
public final class Frame {
  public static final int HEADER_BYTES = 5;

  /** To the engine: a {@link Start}; always the first frame. */
  public static final byte START = 1;

  /** To the engine: bytes of standard input, never more than was credited. */
  public static final byte STDIN = 2;

  /** To the engine: standard input has ended. */
  public static final byte STDIN_END = 3;

  /** To the engine: the client got a signal; its number in one byte. */
  public static final byte SIGNAL = 4;

  /** To the engine: nobody reads the client's standard output any more. */
  public static final byte STDOUT_CLOSED = 5;

  /** To the client: bytes for standard output. */
  public static final byte STDOUT = 16;

  /** To the client: bytes for standard error. */
  public static final byte STDERR = 17;

  /** To the client: read so many (four bytes) more bytes of standard input. */
  public static final byte CREDIT = 18;

  /** To the client: the command has ended with this code (one byte); the last frame. */
  public static final byte EXIT = 19;

  /** To the client: this engine is about to end, ask the next one; the last frame. */
  public static final byte NEXT_ENGINE = 20;

  /** To the client: why the engine won't run the command, as text; the last frame. */
  public static final byte REFUSED = 21;

  /** Enough for the largest arguments and environment that the kernel hands to a process. */
  public static final int MOST_BYTES = 8 << 20;

  private Frame() {}
}
