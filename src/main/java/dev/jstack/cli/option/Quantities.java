package dev.jstack.cli.option;

import dev.jstack.runtime.JstackException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as options write them. */
public final class Quantities {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");
  private static final Pattern SIZE =
      Pattern.compile("(\\d+(?:\\.\\d+)?) ?([bkmgtp]?)i?b?", Pattern.CASE_INSENSITIVE);

  private Quantities() {}

  /** {@code 1h5m30s20ms}, as Go writes it. */
  public static Duration duration(String text) {
    Matcher part = PART.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(nanos(part.group(2))));
      end = part.end();
    }
    if (end == 0 || end != text.length()) {
      throw new JstackException("invalid duration \"" + text + "\": expected 1m30s or the like");
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /** {@code 0.5} cores as billionths of one; 0 is no limit. */
  public static long nanoCpus(String text) {
    if (!text.matches("\\d{1,6}(\\.\\d{1,9})?|\\.\\d{1,9}")) {
      throw new JstackException(
          "invalid number of CPUs \"" + text + "\": expected 0.5, 2 or the like");
    }
    return new BigDecimal(text).movePointRight(9).longValue();
  }

  private static BigDecimal nanos(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "ns" -> 1L;
          case "us", "µs" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        });
  }

  /** {@code 512m}, {@code 1.5g}, {@code 1024}: units of 1024. */
  public static long bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new JstackException("invalid size \"" + text + "\": expected 512m or the like");
    }
    int power = "bkmgtp".indexOf(size.group(2).toLowerCase(Locale.ROOT));
    long unit = 1L << (10 * Math.max(0, size.group(2).isEmpty() ? 0 : power));
    return new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
  }
}
