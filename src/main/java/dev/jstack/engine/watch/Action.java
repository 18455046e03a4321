package dev.jstack.engine.watch;

/** What {@code develop.watch} does about a change. */
enum Action {
  REBUILD("rebuild"),
  SYNC("sync"),
  RESTART("restart"),
  SYNC_RESTART("sync+restart"),
  SYNC_EXEC("sync+exec");

  private final String text;

  Action(String text) {
    this.text = text;
  }

  /** As the Compose file has it, which was checked. */
  static Action of(String text) {
    for (Action action : values()) {
      if (action.text.equals(text)) {
        return action;
      }
    }
    throw new IllegalArgumentException("unknown action: " + text);
  }

  /** Whether files are copied. */
  boolean syncs() {
    return this == SYNC || this == SYNC_RESTART || this == SYNC_EXEC;
  }

  /** Whether the service is restarted. */
  boolean restarts() {
    return this == RESTART || this == SYNC_RESTART;
  }

  @Override
  public String toString() {
    return text;
  }
}
