package dev.jstack.runtime.build;

import dev.jstack.runtime.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Values as Go prints them, for history texts that equal BuildKit's. */
final class GoText {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  private GoText() {}

  /** {@code ["a" "b"]}: a list with %q. */
  static String quoted(List<String> words) {
    return words.stream().map(Json::write).collect(Collectors.joining(" ", "[", "]"));
  }

  /** {@code 1h0m0s}, {@code 1m30s}, {@code 1.5s}, {@code 100ms}. */
  static String duration(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    if (nanos < MICRO) {
      return nanos + "ns";
    }
    if (nanos < MILLI) {
      return decimal(nanos, MICRO) + "µs";
    }
    if (nanos < SECOND) {
      return decimal(nanos, MILLI) + "ms";
    }
    long minutes = nanos / (60 * SECOND);
    var seconds = decimal(nanos % (60 * SECOND), SECOND) + "s";
    if (minutes == 0) {
      return seconds;
    }
    long hours = minutes / 60;
    return (hours == 0 ? "" : hours + "h") + minutes % 60 + "m" + seconds;
  }

  private static String decimal(long value, long unit) {
    var quotient = BigDecimal.valueOf(value).divide(BigDecimal.valueOf(unit));
    return quotient.signum() == 0 ? "0" : quotient.stripTrailingZeros().toPlainString();
  }
}
