package dev.jstack.compose.plan;

import dev.jstack.compose.model.Service;
import dev.jstack.compose.plan.ObservedState.Image;
import dev.jstack.runtime.JstackException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether the image of a service is fetched ({@code pull_policy}, {@code --pull}).
 *
 * @param policy {@code always}, {@code never}, {@code missing}, or how old it may be: {@code
 *     every_12h}
 */
record PullRule(String service, String image, String policy) {
  private static final String MISSING = "missing";
  private static final Pattern PART = Pattern.compile("(\\d+)([wdhms])");

  static PullRule of(Service service, String image, UpOptions.Pulls wanted) {
    String own = service.image().pullPolicy();
    return new PullRule(
        service.name(),
        image,
        switch (wanted) {
          case POLICY -> own == null ? MISSING : own;
          case ALWAYS -> "always";
          case MISSING -> MISSING;
          case NEVER -> "never";
        });
  }

  /** Why it is fetched, given what is here; empty if it is not. */
  Optional<String> reason(@Nullable Image here) {
    if (policy.equals("never")) {
      if (here == null) {
        throw new JstackException(
            "service \"" + service + "\": no such image: " + image,
            "it is never pulled; load it, or allow it",
            null);
      }
      return Optional.empty();
    }
    if (here == null) {
      return Optional.of("not here yet");
    }
    return policy.equals("always") || isStale(here)
        ? Optional.of("pull_policy: " + policy)
        : Optional.empty();
  }

  /** One that no registry has given is as old as can be. */
  private boolean isStale(Image here) {
    Optional<Duration> longest = longest();
    Duration age = here.age();
    return longest.isPresent() && (age == null || age.compareTo(longest.get()) > 0);
  }

  private Optional<Duration> longest() {
    return switch (policy) {
      case "daily" -> Optional.of(Duration.ofDays(1));
      case "weekly" -> Optional.of(Duration.ofDays(7));
      case String text when text.startsWith("every_") -> Optional.of(sum(text));
      default -> Optional.empty();
    };
  }

  private static Duration sum(String text) {
    Duration sum = Duration.ZERO;
    for (Matcher part = PART.matcher(text); part.find(); ) {
      sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
    }
    return sum;
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "w" -> Duration.ofDays(7);
      case "d" -> Duration.ofDays(1);
      case "h" -> Duration.ofHours(1);
      case "m" -> Duration.ofMinutes(1);
      default -> Duration.ofSeconds(1);
    };
  }
}
