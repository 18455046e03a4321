package dev.jstack.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The differences from Docker that have a reason, and what was found of them. */
final class Differences {
  private record Known(String line, Pattern variants, Pattern keys) {
    /** {@code variants | keys | reason}; the first two are regular expressions. */
    static Known parse(String line) {
      String[] parts = line.split(" \\| ", 3);
      return new Known(line, Pattern.compile(parts[0]), Pattern.compile(parts[1]));
    }

    boolean fits(String variant, String key) {
      return variants.matcher(variant).matches() && keys.matcher(key).matches();
    }
  }

  private final List<Known> known;
  private final Set<Known> used = new LinkedHashSet<>();
  private final Map<String, List<String>> others = new LinkedHashMap<>();

  private Differences(List<Known> known) {
    this.known = known;
  }

  static Differences read(Path file) throws IOException {
    return new Differences(
        Files.readAllLines(file).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Known::parse)
            .toList());
  }

  /** Looks at the rows of one variant. */
  void check(String variant, IsolationTable docker, IsolationTable own) {
    var keys = new LinkedHashSet<>(docker.rows().keySet());
    keys.addAll(own.rows().keySet());
    for (String key : keys) {
      String theirs = docker.rows().getOrDefault(key, "(none)");
      String ours = own.rows().getOrDefault(key, "(none)");
      if (!theirs.equals(ours)) {
        note(variant, key, theirs, ours);
      }
    }
  }

  private void note(String variant, String key, String theirs, String ours) {
    var reasons = known.stream().filter(one -> one.fits(variant, key)).toList();
    used.addAll(reasons);
    if (reasons.isEmpty()) {
      others
          .computeIfAbsent(key + ": " + ours + ", in Docker: " + theirs, k -> new ArrayList<>())
          .add(variant);
    }
  }

  /** With the variants in which they were found. */
  List<String> withoutReason() {
    return others.entrySet().stream().map(e -> e.getKey() + "  " + e.getValue()).toList();
  }

  List<String> unused() {
    return known.stream().filter(one -> !used.contains(one)).map(Known::line).toList();
  }
}
