package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code # check=skip=Rule,Rule;error=true} says.
 *
 * @param skipped titles of rules; {@code all} is every one
 * @param fails whether a warning ends the build
 */
public record LintSettings(Set<String> skipped, boolean fails) {
  /** Everything is told, nothing fails. */
  public static final LintSettings DEFAULT = new LintSettings(Set.of(), false);

  public LintSettings {
    skipped = Set.copyOf(skipped);
  }

  /** Reads the value of the directive. */
  public static LintSettings parse(String text) {
    var settings = DEFAULT;
    for (var part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      var key = (equals < 0 ? part : part.substring(0, equals)).strip();
      var value = equals < 0 ? "" : part.substring(equals + 1).strip();
      settings =
          switch (key) {
            case "skip" -> new LintSettings(names(value), settings.fails);
            case "error" -> new LintSettings(settings.skipped, truth(value));
            case "experimental" -> settings;
            default -> throw new JstackException("invalid check option \"" + part + "\"");
          };
    }
    return settings;
  }

  private static Set<String> names(String value) {
    return Arrays.stream(value.split(",", -1)).map(String::strip).collect(Collectors.toSet());
  }

  private static boolean truth(String value) {
    if (!Set.of("true", "false").contains(value)) {
      throw new JstackException("invalid check option \"error=" + value + "\"");
    }
    return value.equals("true");
  }

  /** Without those that are skipped. */
  public List<Problem> kept(List<Problem> warnings) {
    var kept = new ArrayList<>(warnings);
    kept.removeIf(warning -> LintRule.of(warning).filter(this::isSkipped).isPresent());
    return kept;
  }

  private boolean isSkipped(LintRule rule) {
    return skipped.contains("all") || skipped.stream().anyMatch(rule.title()::equalsIgnoreCase);
  }

  /** Ends the build if that is wanted. */
  public void enforce(List<Problem> warnings) {
    var titles =
        warnings.stream()
            .flatMap(warning -> LintRule.of(warning).stream())
            .map(LintRule::title)
            .distinct()
            .collect(Collectors.joining(", "));
    if (fails && !titles.isEmpty()) {
      throw new JstackException("lint violation found for rules: " + titles);
    }
  }
}
