package dev.jstack.networking.tap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the program said. */
final class TapLog {
  /** Of pasta, on machines without a system log: after each of its lines. */
  private static final String NOISE = "Failed to send ";

  private TapLog() {}

  /** Its last words, the reason why it ended. */
  static String last(Path log) {
    try {
      return Files.readAllLines(log).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith(NOISE))
          .reduce((_, later) -> later)
          .orElse("no way out in time, and not a word why");
    } catch (IOException e) {
      return "not a word in " + log;
    }
  }
}
