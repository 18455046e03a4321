package dev.jstack.cli.option;

import dev.jstack.runtime.JstackException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What {@code --filter} was given. Values of one name are alternatives, except for labels, which
 * must all be there; names add up.
 */
public final class Filters {
  private static final String LABEL = "label";
  private static final String NO_LABEL = "label!";
  private static final String UNTIL = "until";

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /** Reads {@code NAME=VALUE} texts; a name that is none of {@code known} is an error. */
  public Filters(List<String> texts, String... known) {
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new JstackException("invalid filter \"" + text + "\": expected NAME=VALUE");
      }
      String name = text.substring(0, equals).strip();
      if (!Set.of(known).contains(name)) {
        throw new JstackException(
            "invalid filter \"" + text + "\": there are " + String.join(", ", known));
      }
      values.computeIfAbsent(name, _ -> new ArrayList<>()).add(text.substring(equals + 1).strip());
    }
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  public boolean names(String name) {
    return values.containsKey(name);
  }

  public List<String> values(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Fails if a value of {@code name} isn't {@code valid}. */
  public void expect(String name, Predicate<String> valid, String expected) {
    for (String value : values(name)) {
      if (!valid.test(value)) {
        throw new JstackException(
            "invalid filter \"" + name + "=" + value + "\": expected " + expected);
      }
    }
  }

  /** Whether any value of {@code name} passes, or there is none. */
  public boolean any(String name, Predicate<String> test) {
    return !names(name) || values(name).stream().anyMatch(test);
  }

  /** {@code dangling=true} and the like; the last one counts. */
  public Optional<Boolean> flag(String name) {
    return names(name) ? Optional.of(flag(name, values(name).getLast())) : Optional.empty();
  }

  private static boolean flag(String name, String value) {
    return switch (value) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default ->
          throw new JstackException(
              "invalid filter \"" + name + "=" + value + "\": expected true or false");
    };
  }

  /** Whether all that was asked for is there, and nothing that {@code label!} names. */
  public boolean labels(Map<String, String> labels) {
    return values(LABEL).stream().allMatch(text -> has(labels, text))
        && values(NO_LABEL).stream().noneMatch(text -> has(labels, text));
  }

  private static boolean has(Map<String, String> labels, String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? labels.containsKey(text)
        : text.substring(equals + 1).equals(labels.get(text.substring(0, equals)));
  }

  /** Before when a thing must have been made; the last {@code until} counts. */
  public Optional<Instant> until(Instant now) {
    return names(UNTIL)
        ? Optional.of(Moments.parse(values(UNTIL).getLast(), now))
        : Optional.empty();
  }

  /** As the user wrote them, one a line. */
  public Collection<String> lines() {
    return values.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(value -> entry.getKey() + "=" + value))
        .sorted()
        .toList();
  }
}
