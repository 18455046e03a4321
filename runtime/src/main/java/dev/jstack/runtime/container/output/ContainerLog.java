package dev.jstack.runtime.container.output;

import java.util.function.Consumer;

/**
 * Reads a container's log: files in the Kubernetes CRI format ({@code <RFC3339Nano> stdout|stderr
 * F|P <text>}), rotated from {@code log} to {@code log.1} and so on.
 */
public interface ContainerLog {
  /** Gives the lines there are, oldest first. */
  void read(LogQuery query, Consumer<LogLine> lines);

  /** Likewise, then goes on with new ones. The follower has its own place in the log. */
  LogFollower follow(LogQuery query);
}
