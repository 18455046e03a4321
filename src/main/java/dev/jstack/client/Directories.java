package dev.jstack.client;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where an engine keeps its state and its sockets; they tell one engine from another. */
public record Directories(Path state, Path run) {

  /** {@code JSTACK_STATE_DIR} and {@code JSTACK_RUN_DIR}, else the usual places of root. */
  public static Directories of(@Nullable String state, @Nullable String run) {
    return new Directories(path(state, "/var/lib/jstack"), path(run, "/run/jstack"));
  }

  public Path socket() {
    return run.resolve("jstack.sock");
  }

  public Path log() {
    return run.resolve("engine.log");
  }

  private static Path path(@Nullable String value, String usual) {
    return Path.of(value == null || value.isEmpty() ? usual : value).toAbsolutePath().normalize();
  }
}
