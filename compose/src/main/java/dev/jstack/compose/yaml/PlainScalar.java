package dev.jstack.compose.yaml;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an unquoted scalar means: YAML 1.2's core schema, and from YAML 1.1 what Compose files rely
 * on, octal numbers with a leading 0 and {@code _} between digits. Dates stay strings.
 */
final class PlainScalar {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUES = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSES = Set.of("false", "False", "FALSE");

  /** Most values are longer than {@code false}, and so none of these words. */
  private static final int LONGEST_WORD = 5;

  private static final Pattern INTEGER =
      Pattern.compile("([-+]?)(?:0x([0-9a-fA-F]+)|0o([0-7]+)|0b([01]+)|0([0-7]+)|([0-9]+))");
  private static final int[] RADIX = {16, 8, 2, 8, 10};
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern INFINITY = Pattern.compile("([-+]?)\\.(inf|Inf|INF)");
  private static final Set<String> NOT_A_NUMBER = Set.of(".nan", ".NaN", ".NAN");

  private PlainScalar() {}

  static @Nullable Object value(String text) {
    if (text.length() <= LONGEST_WORD) {
      if (NULLS.contains(text)) {
        return null;
      }
      if (TRUES.contains(text)) {
        return true;
      }
      if (FALSES.contains(text)) {
        return false;
      }
    }
    char first = text.charAt(0);
    boolean maybeNumber = (first >= '0' && first <= '9') || "+-.".indexOf(first) >= 0;
    return maybeNumber ? number(text) : text;
  }

  private static Object number(String text) {
    boolean grouped = text.indexOf('_') > 0 && Character.isDigit(text.charAt(text.length() - 1));
    String digits = grouped ? text.replace("_", "") : text;
    Matcher integer = INTEGER.matcher(digits);
    if (integer.matches()) {
      return integer(integer);
    }
    if (FLOAT.matcher(digits).matches()) {
      return Double.valueOf(digits);
    }
    Matcher infinity = INFINITY.matcher(text);
    if (infinity.matches()) {
      return "-".equals(infinity.group(1)) ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return NOT_A_NUMBER.contains(text) ? (Object) Double.NaN : text;
  }

  private static Object integer(Matcher matcher) {
    int group = 2;
    while (matcher.group(group) == null) {
      group++;
    }
    BigInteger value = new BigInteger(matcher.group(group), RADIX[group - 2]);
    BigInteger signed = "-".equals(matcher.group(1)) ? value.negate() : value;
    return signed.bitLength() < Long.SIZE ? (Object) signed.longValueExact() : signed;
  }
}
