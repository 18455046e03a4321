package dev.jstack.cli;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.LogQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which lines {@code logs} shows. */
final class LogOptions {
  @Option(
      names = {"-f", "--follow"},
      description = "Go on with new lines.")
  boolean follow;

  @Option(
      names = {"-n", "--tail"},
      paramLabel = "LINES",
      description = "The last so many of each container; \"all\".")
  private String tail = "all";

  @Option(names = "--since", paramLabel = "TIME", description = "Time, or age as 42m.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Time, or age as 42m.")
  private @Nullable String until;

  @Option(
      names = {"-t", "--timestamps"},
      description = "Show when lines were printed.")
  boolean timestamps;

  LogQuery query(Instant now) {
    return new LogQuery(lines(), instant(since, now), instant(until, now));
  }

  private long lines() {
    if (tail.equals("all") || tail.equals("-1")) {
      return -1;
    }
    if (!tail.matches("\\d{1,18}")) {
      throw new JstackException("--tail: expected a number or \"all\", got \"" + tail + "\"");
    }
    return Long.parseLong(tail);
  }

  private static @Nullable Instant instant(@Nullable String text, Instant now) {
    if (text == null) {
      return null;
    }
    if (text.matches("\\d+(\\.\\d+)?")) {
      return Instant.ofEpochMilli((long) (Double.parseDouble(text) * 1000));
    }
    if (text.matches("[\\d.]+[a-z].*")) {
      return now.minus(Quantities.duration(text));
    }
    return absolute(text);
  }

  private static Instant absolute(String text) {
    try {
      return text.length() <= 10
          ? LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant()
          : text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeParseException e) {
      throw new JstackException(
          "invalid time \"" + text + "\": expected 2026-01-02T15:04:05Z or an age as 42m", e);
    }
  }
}
