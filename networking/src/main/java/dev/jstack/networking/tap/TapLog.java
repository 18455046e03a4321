package dev.jstack.networking.tap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the program said. */
final class TapLog {
  /** Of pasta, after each of its lines on machines without a system log; and warnings. */
  private static final List<String> NOISE = List.of("Failed to send ", "WARNING: ");

  private TapLog() {}

  /** Its last words, the reason why it ended. */
  static String last(Path log) {
    try {
      return Files.readAllLines(log).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && NOISE.stream().noneMatch(line::startsWith))
          .reduce((_, later) -> later)
          .orElse("no way out in time, and not a word why");
    } catch (IOException e) {
      return "not a word in " + log;
    }
  }
}
