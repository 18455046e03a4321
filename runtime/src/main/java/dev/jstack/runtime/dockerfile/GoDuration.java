package dev.jstack.runtime.dockerfile;

import dev.jstack.runtime.JstackException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h30m}, {@code 1.5s}, {@code 100ms}. */
final class GoDuration {
  private static final Pattern PART =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns",
          1L,
          "us",
          1_000L,
          "µs",
          1_000L,
          "μs",
          1_000L,
          "ms",
          1_000_000L,
          "s",
          1_000_000_000L,
          "m",
          60_000_000_000L,
          "h",
          3_600_000_000_000L);

  private GoDuration() {}

  static Duration parse(String text) {
    var unsigned = text.replaceFirst("^[-+]", "");
    if (unsigned.equals("0")) {
      return Duration.ZERO;
    }
    var matcher = PART.matcher(unsigned);
    long nanos = 0;
    int end = 0;
    while (end < unsigned.length() && matcher.find(end) && matcher.start() == end) {
      var unit = NANOS.getOrDefault(matcher.group(2), 1L);
      nanos += new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
      end = matcher.end();
    }
    if (end == 0 || end < unsigned.length()) {
      throw new JstackException("time: invalid duration \"" + text + "\"");
    }
    return Duration.ofNanos(text.startsWith("-") ? -nanos : nanos);
  }
}
