package dev.jstack.runtime.container;

import java.util.Locale;

/** Where a container is in its life. */
public enum Status {
  /** Never started. */
  CREATED,
  /** Between the decision to start it and its program running. */
  STARTING,
  RUNNING,
  /** Frozen. */
  PAUSED,
  /** Ended, or failed to start. */
  EXITED;

  /** A process of it may exist. */
  public boolean isAlive() {
    return this == STARTING || this == RUNNING || this == PAUSED;
  }

  /** Docker's word: {@code running}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
