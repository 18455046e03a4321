package dev.jstack.engine.supervise;

import java.time.Instant;

/**
 * One probe that ended. {@code exitCode} is -1 when it was killed at its timeout; {@code output} is
 * at most 4096 characters.
 */
public record ProbeResult(Instant start, Instant end, int exitCode, String output) {
  /** Whether the program was well. */
  public boolean passed() {
    return exitCode == 0;
  }
}
