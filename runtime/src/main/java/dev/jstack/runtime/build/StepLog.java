package dev.jstack.runtime.build;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one stream of a step shows: 2 MiB in all and 200 KiB a second, as with BuildKit. Of what is
 * left out the end is kept, for a step that fails.
 */
final class StepLog {
  private static final long MOST = 2 << 20;
  private static final long MOST_A_SECOND = 200 << 10;
  private static final int KEPT = 256 << 10;

  /** Shows a line. */
  @FunctionalInterface
  interface Output {
    void line(String text);
  }

  private final Output output;
  private final Deque<String> clipped = new ArrayDeque<>();
  private long clippedBytes;
  private long size;
  private boolean clipping;

  StepLog(Output output) {
    this.output = output;
  }

  /** {@code age} is the step's. */
  void line(String text, Duration age) {
    int length = text.getBytes(StandardCharsets.UTF_8).length + 1;
    size += length;
    long speed = (age.toSeconds() + 1) * MOST_A_SECOND;
    if (size <= Math.min(speed, MOST)) {
      clipping = false;
      output.line(text);
      return;
    }
    if (!clipping) {
      clipping = true;
      forget();
      output.line(
          "[output clipped, log limit " + (speed < MOST ? "200KiB/s" : "2MiB") + " reached]");
    }
    keep(text, length);
  }

  private void keep(String text, int length) {
    clipped.addLast(text);
    clippedBytes += length;
    while (clippedBytes > KEPT) {
      clippedBytes -= clipped.removeFirst().getBytes(StandardCharsets.UTF_8).length + 1;
    }
  }

  private void forget() {
    clipped.clear();
    clippedBytes = 0;
  }

  /** The step has failed: what was left out last may say why. */
  void failed() {
    if (clipping) {
      clipped.forEach(output::line);
      forget();
    }
  }
}
