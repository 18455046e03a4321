package dev.jstack.engine;

import dev.jstack.runtime.container.Container;
import java.time.Instant;
import java.util.Locale;

/** Something happened to a container; its handle says what it is like now. */
public record ContainerChange(Container container, Kind kind, Instant time) {
  /** What happened. */
  public enum Kind {
    CREATE,
    START,
    DIE,
    /** It will come back by its restart policy. */
    RESTART,
    HEALTH,
    /** A probe failed, and its health is what it was. */
    PROBE,
    PAUSE,
    UNPAUSE,
    RENAME,
    DESTROY;

    /** As {@code events} prints it: {@code create}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
