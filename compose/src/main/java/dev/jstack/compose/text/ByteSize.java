package dev.jstack.compose.text;

import dev.jstack.runtime.JstackException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Compose files write them: {@code 1.5g}, {@code 64mb}, {@code 1024}; units of 1024. */
public final class ByteSize {
  private static final Pattern SIZE = Pattern.compile("(-?\\d+(?:\\.\\d+)?) ?(.*)");
  private static final String UNITS = "bkmgtp";

  private ByteSize() {}

  /**
   * Bytes; -1 is a size that means no limit.
   *
   * @throws JstackException if it is not a size
   */
  public static long bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new JstackException("invalid size \"" + text + "\"", "write it like 64m or 1.5g", null);
    }
    String suffix = size.group(2).toLowerCase(Locale.ROOT);
    int power = suffix.isEmpty() ? 0 : UNITS.indexOf(suffix.charAt(0));
    boolean known =
        suffix.isEmpty() || (power >= 0 && suffix.substring(1).matches(power == 0 ? "" : "(i?b)?"));
    if (!known) {
      throw new JstackException(
          "invalid suffix \"" + size.group(2) + "\" in size \"" + text + "\"",
          "suffixes are b, k, m, g, t",
          null);
    }
    BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1024).pow(power));
    if (bytes.signum() < 0 && bytes.compareTo(BigDecimal.ONE.negate()) != 0) {
      throw new JstackException("size \"" + text + "\" is negative");
    }
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new JstackException("size \"" + text + "\" is too large");
    }
    return bytes.setScale(0, RoundingMode.DOWN).longValueExact();
  }
}
