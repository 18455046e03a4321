package dev.jstack.compose.plan;

import java.util.List;
import java.util.Locale;

/**
 * What happens to one resource, as its user sees it; several operations may belong to it. Progress
 * is shown by change, {@code jstack plan} prints changes.
 *
 * @param resource {@code Container p-web-1}, {@code Network p_default}, {@code Volume p_data},
 *     {@code Image p-web}
 * @param service the service it belongs to, or the key of a network or volume
 * @param reasons why, in words: {@code new}, {@code environment.X: "a" → "b"}, {@code
 *     --force-recreate}
 */
public record Change(String resource, String service, Verb verb, List<String> reasons) {
  /** What happens. */
  public enum Verb {
    PULL,
    BUILD,
    CREATE,
    RECREATE,
    START,
    RESTART,
    STOP,
    REMOVE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Change {
    reasons = List.copyOf(reasons);
  }
}
