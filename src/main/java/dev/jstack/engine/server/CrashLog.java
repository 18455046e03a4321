package dev.jstack.engine.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When the guardian last had to start an engine again, so that it doesn't do so for ever. */
final class CrashLog {
  /** Environment variable of an engine that the guardian started. */
  static final String RESTARTED = "JSTACK_RESTARTED";

  private static final int MOST = 3;
  private static final Duration WITHIN = Duration.ofMinutes(1);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private final Path file;

  CrashLog(Path runDir) {
    this.file = runDir.resolve("crashes");
  }

  /**
   * Notes one crash more. Returns how long to wait before the next start: nothing after the first
   * crash, then more each time; fails after the third within a minute.
   */
  Duration record(Instant now) throws IOException {
    var recent = read().stream().filter(crash -> crash.isAfter(now.minus(WITHIN))).toList();
    if (recent.size() + 1 >= MOST) {
      Files.deleteIfExists(file);
      throw new IOException("the engine crashed " + MOST + " times within a minute: giving up");
    }
    Files.writeString(
        file, String.join("", recent.stream().map(crash -> crash + "\n").toList()) + now + "\n");
    return FIRST_PAUSE.multipliedBy(recent.size());
  }

  private List<Instant> read() throws IOException {
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(Instant::parse).toList()
        : List.of();
  }
}
