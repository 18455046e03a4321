package dev.jstack.runtime.dockerfile;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** "Did you mean": the known name nearest to a wrong one. */
final class Suggestion {
  private static final int FARTHEST = 2;

  private Suggestion() {}

  /** A hint, or null when nothing is near. */
  static @Nullable String hint(String wrong, Collection<String> known) {
    String best = null;
    int least = FARTHEST + 1;
    for (var name : known.stream().sorted().toList()) {
      int distance = distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best == null ? null : "did you mean " + best + "?";
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    var previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      var current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
