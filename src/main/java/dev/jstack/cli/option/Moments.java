package dev.jstack.cli.option;

import dev.jstack.runtime.JstackException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/** Points in time as options name them: a date, a time, seconds of the epoch, or an age as 42m. */
public final class Moments {
  private Moments() {}

  public static Instant parse(String text, Instant now) {
    if (text.matches("\\d+(\\.\\d+)?")) {
      return Instant.ofEpochMilli((long) (Double.parseDouble(text) * 1000));
    }
    if (text.matches("[\\d.]+[a-z].*")) {
      return now.minus(Quantities.duration(text));
    }
    try {
      return absolute(text);
    } catch (DateTimeParseException e) {
      throw new JstackException(
          "invalid time \"" + text + "\": expected 2026-01-02T15:04:05Z or an age as 42m", e);
    }
  }

  private static Instant absolute(String text) {
    if (text.length() <= 10) {
      return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
    }
    return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
  }
}
