package dev.jstack.runtime.container.output;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts the parts of long lines together again, up to a bound. What has no newline is a line when
 * nothing follows it in time.
 */
public final class WholeLines implements LogFollower {
  private static final int LONGEST = 1 << 20;

  private final LogFollower parts;
  private final Map<StdStream, Line> begun = new EnumMap<>(StdStream.class);

  /** Owns {@code parts}. */
  public WholeLines(LogFollower parts) {
    this.parts = parts;
  }

  /** A line of which parts are there. */
  private record Line(Instant time, ByteArrayOutputStream text) {
    LogLine line(StdStream stream) {
      return new LogLine(time, stream, false, text.toByteArray());
    }
  }

  @Override
  public Optional<LogLine> next(Duration time) {
    while (true) {
      var part = parts.next(time);
      if (part.isEmpty()) {
        return begun.keySet().stream().findFirst().map(this::end);
      }
      var stream = part.get().stream();
      if (!part.get().partial() && !begun.containsKey(stream)) {
        return part;
      }
      var line = begin(part.get());
      if (!part.get().partial() || line.text().size() >= LONGEST) {
        return Optional.of(end(stream));
      }
    }
  }

  private Line begin(LogLine part) {
    var line =
        begun.computeIfAbsent(
            part.stream(), _ -> new Line(part.time(), new ByteArrayOutputStream()));
    line.text().writeBytes(part.bytes());
    return line;
  }

  private LogLine end(StdStream stream) {
    return Objects.requireNonNull(begun.remove(stream)).line(stream);
  }

  @Override
  public void close() {
    parts.close();
  }
}
