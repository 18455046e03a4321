package dev.jstack.compose.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Guesses what was meant by a misspelt word. */
public final class Nearest {
  private static final int SHORTEST_PART = 5;
  private static final int FEW = 12;

  private Nearest() {}

  /** {@code did you mean "ports"?}, or null if nothing is near. */
  public static @Nullable String hint(String word, Collection<String> known) {
    String near = of(word, known);
    return near == null ? null : "did you mean \"" + near + "\"?";
  }

  /** Likewise, or {@code there are db, web} where these are few. */
  public static @Nullable String among(String word, Collection<String> known) {
    String near = hint(word, known);
    return near != null || known.isEmpty() || known.size() > FEW
        ? near
        : "there " + (known.size() == 1 ? "is " : "are ") + String.join(", ", new TreeSet<>(known));
  }

  /** The nearest of the known words, or the only one that has this word in it; else null. */
  public static @Nullable String of(String word, Collection<String> known) {
    String lower = plain(word);
    int far = Math.max(1, Math.min(3, lower.length() / 3)) + 1;
    Optional<String> near =
        known.stream()
            .filter(candidate -> distance(lower, plain(candidate)) < far)
            .min(
                Comparator.<String>comparingInt(c -> distance(lower, plain(c)))
                    .thenComparing(Comparator.naturalOrder()));
    if (near.isPresent() || lower.length() < SHORTEST_PART) {
      return near.orElse(null);
    }
    List<String> longer = known.stream().filter(candidate -> candidate.contains(lower)).toList();
    return longer.size() == 1 ? longer.getFirst() : null;
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Edits between two words: insert, delete, replace, swap of neighbours. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1);
        best = Math.min(best, cost[i - 1][j - 1] + replace);
        boolean swap =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        cost[i][j] = swap ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
