package dev.jstack.console;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Sizes and times as docker writes them for people. */
public final class Human {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
  private static final String[] BINARY_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private Human() {}

  /** Three significant digits, decimal units: {@code 7.8MB}. */
  public static String size(long bytes) {
    return size(bytes, 3);
  }

  /** As many significant digits as asked for: {@code 7.812MB}. */
  public static String size(long bytes, int digits) {
    return scaled(bytes, 1000, UNITS, digits);
  }

  /** Four significant digits, binary units: {@code 1.5GiB}. */
  public static String binarySize(long bytes) {
    return scaled(bytes, 1024, BINARY_UNITS, 4);
  }

  private static String scaled(long bytes, int step, String[] units, int digits) {
    double value = bytes;
    int unit = 0;
    while (value >= step && unit < units.length - 1) {
      value /= step;
      unit++;
    }
    int whole = Long.toString((long) value).length();
    String text = String.format(Locale.ROOT, "%." + Math.max(0, digits - whole) + "f", value);
    return (text.contains(".") ? text.replaceAll("\\.?0+$", "") : text) + units[unit];
  }

  /** {@code About an hour}, {@code 5 minutes}, {@code Less than a second}. */
  public static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    long minutes = duration.toMinutes();
    long hours = Math.round(duration.toMinutes() / 60.0);
    if (seconds < 1) {
      return "Less than a second";
    } else if (seconds == 1) {
      return "1 second";
    } else if (seconds < 60) {
      return seconds + " seconds";
    } else if (minutes == 1) {
      return "About a minute";
    } else if (minutes < 60) {
      return minutes + " minutes";
    } else if (hours == 1) {
      return "About an hour";
    }
    return days(hours);
  }

  private static String days(long hours) {
    if (hours < 48) {
      return hours + " hours";
    } else if (hours < 24 * 7 * 2) {
      return hours / 24 + " days";
    } else if (hours < 24 * 30 * 2) {
      return hours / 24 / 7 + " weeks";
    } else if (hours < 24 * 365 * 2) {
      return hours / 24 / 30 + " months";
    }
    return hours / 24 / 365 + " years";
  }

  /** {@code 2 minutes ago}. */
  public static String ago(Instant then, Instant now) {
    return duration(Duration.between(then, now)) + " ago";
  }

  /** In double quotes and on one line, as Go's {@code strconv.Quote} writes it. */
  public static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
              if (Character.isISOControl(c)) {
                quoted.append("\\x%02x".formatted(c));
              } else {
                quoted.appendCodePoint(c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }

  /** At most {@code length} characters; the last one is … where something was left out. */
  public static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
