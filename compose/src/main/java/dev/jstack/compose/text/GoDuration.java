package dev.jstack.compose.text;

import dev.jstack.runtime.JstackException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Compose files write them: {@code 1h5m30s20ms}. */
public final class GoDuration {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)([a-zµ]+)");
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("ns", 1L),
          Map.entry("us", 1_000L),
          Map.entry("µs", 1_000L),
          Map.entry("ms", 1_000_000L),
          Map.entry("s", 1_000_000_000L),
          Map.entry("m", 60_000_000_000L),
          Map.entry("h", 3_600_000_000_000L),
          Map.entry("d", 86_400_000_000_000L),
          Map.entry("w", 604_800_000_000_000L));

  private GoDuration() {}

  /**
   * Nanoseconds.
   *
   * @throws JstackException if it is not a duration
   */
  public static long nanos(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return 0;
    }
    if (!rest.isEmpty() && rest.chars().allMatch(c -> Character.isDigit(c) || c == '.')) {
      throw new JstackException(
          "missing unit in duration \"" + text + "\"", "did you mean \"" + text + "s\"?", null);
    }
    Matcher part = PART.matcher(rest);
    BigDecimal total = BigDecimal.ZERO;
    int end = 0;
    while (part.lookingAt()) {
      Long unit = UNITS.get(part.group(2));
      if (unit == null) {
        throw new JstackException(
            "unknown unit \"" + part.group(2) + "\" in duration \"" + text + "\"",
            "units are h, m, s, ms, us",
            null);
      }
      total = total.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
      end = part.end();
      part.region(end, rest.length());
    }
    if (end == 0 || end < rest.length()) {
      throw new JstackException("invalid duration \"" + text + "\"", "write it like 1m30s", null);
    }
    if (total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new JstackException("duration \"" + text + "\" is too long");
    }
    long nanos = total.setScale(0, RoundingMode.DOWN).longValueExact();
    return negative ? -nanos : nanos;
  }

  /** As Go prints it: {@code 1m30s}, {@code 1.5s}, {@code 500ms}, {@code 0s}. */
  public static String format(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long size = Math.abs(nanos);
    if (size < 1_000L) {
      return sign + size + "ns";
    }
    if (size < 1_000_000L) {
      return sign + decimal(size, 3) + "µs";
    }
    if (size < 1_000_000_000L) {
      return sign + decimal(size, 6) + "ms";
    }
    long minutes = size / 60_000_000_000L;
    String seconds = decimal(size % 60_000_000_000L, 9) + "s";
    if (minutes == 0) {
      return sign + seconds;
    }
    return sign + (minutes >= 60 ? minutes / 60 + "h" : "") + minutes % 60 + "m" + seconds;
  }

  private static String decimal(long value, int scale) {
    BigDecimal number = BigDecimal.valueOf(value, scale);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
