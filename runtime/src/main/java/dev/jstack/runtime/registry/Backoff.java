package dev.jstack.runtime.registry;

import java.io.InterruptedIOException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How often something is tried, and how long it waits between: twice as long each time, or as long
 * as the registry says.
 *
 * @param tries the first one counts
 * @param first wait
 * @param longest a registry that wants more is not waited for
 */
record Backoff(int tries, Duration first, Duration longest) {
  /** Five tries in about eight seconds. */
  public static final Backoff USUAL =
      new Backoff(5, Duration.ofMillis(500), Duration.ofSeconds(60));

  /** The wait after so many failures. */
  Duration after(int failures) {
    var wait = first.multipliedBy(1L << Math.min(failures - 1, 16));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }

  /** What the registry asks for: seconds or a date (RFC 9110, 10.2.3). */
  static Optional<Duration> asked(HttpHeaders headers, Instant now) {
    return headers.firstValue("retry-after").flatMap(text -> parse(text.strip(), now));
  }

  private static Optional<Duration> parse(String text, Instant now) {
    try {
      if (text.matches("\\d{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
      var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var wait = Duration.between(now, date);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static void pause(Duration wait) throws InterruptedIOException {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a registry");
    }
  }
}
