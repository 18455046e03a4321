package dev.jstack.runtime.container;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads a container's log: files in the Kubernetes CRI format ({@code <RFC3339Nano> stdout|stderr
 * F|P <text>}), rotated from {@code log} to {@code log.1} and so on.
 */
public final class ContainerLog {
  private final Path file;

  ContainerLog(Path file) {
    this.file = file;
  }

  /** Gives the lines there are, oldest first. */
  public void read(LogQuery query, Consumer<LogLine> lines) {
    lines.accept(unfinished());
  }

  /** Likewise, then goes on with new ones. The follower has its own place in the log. */
  public LogFollower follow(LogQuery query) {
    return unfinished();
  }

  private <T> T unfinished() {
    throw new UnsupportedOperationException(file.toString());
  }
}
