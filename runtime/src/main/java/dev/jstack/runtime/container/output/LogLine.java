package dev.jstack.runtime.container.output;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One line of a container's output, or a part of one. */
public final class LogLine {
  private final Instant time;
  private final StdStream stream;
  private final boolean partial;
  private final byte[] bytes;

  LogLine(Instant time, StdStream stream, boolean partial, byte[] bytes) {
    this.time = time;
    this.stream = stream;
    this.partial = partial;
    this.bytes = bytes;
  }

  /** When it was read from the container. */
  public Instant time() {
    return time;
  }

  public StdStream stream() {
    return stream;
  }

  /** Whether the line goes on with the next one of this stream. */
  public boolean partial() {
    return partial;
  }

  /** What was written, without the newline; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The bytes read as UTF-8. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
