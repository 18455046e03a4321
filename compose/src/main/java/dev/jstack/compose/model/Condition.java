package dev.jstack.compose.model;

/** What a dependency has to be before its dependent starts. */
public enum Condition {
  STARTED("service_started"),
  HEALTHY("service_healthy"),
  COMPLETED("service_completed_successfully");

  private final String word;

  Condition(String word) {
    this.word = word;
  }

  /** Reads {@code service_healthy} and the like. */
  public static Condition parse(String word) {
    for (Condition condition : values()) {
      if (condition.word.equals(word)) {
        return condition;
      }
    }
    throw new IllegalArgumentException("not a condition: " + word);
  }

  /** As the Compose file spells it. */
  @Override
  public String toString() {
    return word;
  }
}
