package dev.jstack.compose.yaml;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Scalars as text, in the way of Go, whose programs print Compose's values. */
final class ScalarText {
  private ScalarText() {}

  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number -> number(number);
      default -> value.toString();
    };
  }

  /** Go's {@code %v}: the shortest digits, an exponent below 1e-4 and from 1e21. */
  private static String number(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "+Inf" : "-Inf";
    }
    BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    double size = Math.abs(number);
    if (number == 0 || (size >= 1e-4 && size < 1e21)) {
      return digits.toPlainString();
    }
    int exponent = digits.precision() - digits.scale() - 1;
    String mantissa = digits.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString();
    String sign = exponent < 0 ? "-" : "+";
    String power = Integer.toString(Math.abs(exponent));
    return mantissa + "e" + sign + (power.length() < 2 ? "0" + power : power);
  }
}
