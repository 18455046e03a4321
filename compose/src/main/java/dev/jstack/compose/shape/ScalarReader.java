package dev.jstack.compose.shape;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.text.ByteSize;
import dev.jstack.compose.text.GoDuration;
import dev.jstack.compose.text.Nearest;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import dev.jstack.compose.yaml.Sequence;
import dev.jstack.runtime.JstackException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Single values by their type. Strings become booleans and numbers where these are wanted, as what
 * an interpolation leaves is always a string; durations and sizes get their canonical form.
 */
final class ScalarReader {
  private static final Set<String> YES = Set.of("yes", "y", "on");
  private static final Set<String> NO = Set.of("no", "n", "off");

  private static final long ALL_BITS = 07777;

  private final Problems problems;

  ScalarReader(Problems problems) {
    this.problems = problems;
  }

  Optional<Scalar> word(Set<String> words, Node node, String path) {
    if (node instanceof Scalar scalar && words.contains(scalar.text())) {
      return Optional.of(scalar.withValue(scalar.text()));
    }
    String got = node instanceof Scalar scalar ? "\"" + scalar.text() + "\"" : node.kind();
    problems.error(
        Code.UNKNOWN_WORD,
        node.location(),
        path + " must be one of " + quoted(words) + ", is " + got,
        node instanceof Scalar scalar ? Nearest.hint(scalar.text(), words) : null);
    return Optional.empty();
  }

  Optional<Scalar> read(Shape.Type type, Node node, String path) {
    if (!(node instanceof Scalar scalar)) {
      return wrong(type, node, path);
    }
    try {
      Object value = convert(type, scalar, path);
      boolean absent = value == null && type != Shape.Type.SCALAR;
      if (absent) {
        return wrong(type, node, path);
      }
      return Optional.of(Objects.equals(value, scalar.value()) ? scalar : scalar.withValue(value));
    } catch (JstackException e) {
      problems.failure(code(type), node.location(), path, e);
      return Optional.empty();
    }
  }

  /** The value as the type wants it, or null if it can't be. */
  private @Nullable Object convert(Shape.Type type, Scalar scalar, String path) {
    Object value = scalar.value();
    return switch (type) {
      case STRING -> value instanceof String ? value : null;
      case TEXT -> value == null || value instanceof Boolean ? null : scalar.text();
      case SCALAR -> value;
      case BOOL -> value instanceof String text ? bool(text, scalar, path) : asBoolean(value);
      case INT -> integer(scalar);
      case FLOAT -> number(scalar);
      case SIZE -> value == null || value instanceof Boolean ? null : size(scalar);
      case MODE -> mode(scalar);
      case TIME -> value instanceof String text ? GoDuration.format(GoDuration.nanos(text)) : null;
    };
  }

  private static @Nullable Object asBoolean(@Nullable Object value) {
    return value instanceof Boolean ? value : null;
  }

  private @Nullable Object bool(String text, Scalar scalar, String path) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("true") || lower.equals("false")) {
      return lower.equals("true");
    }
    if (YES.contains(lower) || NO.contains(lower)) {
      boolean yes = YES.contains(lower);
      problems.warn(
          Code.OLD_BOOLEAN,
          scalar.location(),
          path + ": \"" + text + "\" is no boolean in YAML 1.2; write " + yes);
      return yes;
    }
    throw new JstackException("invalid boolean \"" + text + "\"", "write true or false", null);
  }

  private static @Nullable Object integer(Scalar scalar) {
    return switch (scalar.value()) {
      case Long number -> number;
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          number.longValue();
      case String text -> parsed(text, "whole number");
      case null, default -> null;
    };
  }

  /** As YAML reads it: a leading 0 makes it octal. */
  private static Object parsed(String text, String what) {
    try {
      String digits = text.strip();
      boolean octal = digits.length() > 1 && digits.startsWith("0");
      return Long.valueOf(digits, octal ? 8 : 10);
    } catch (NumberFormatException e) {
      throw new JstackException(
          "invalid " + what + " \"" + text + "\"", "write it in digits, like 3", e);
    }
  }

  private static JstackException invalidMode(String text) {
    return new JstackException("invalid mode \"" + text + "\"", "write it like 0440", null);
  }

  private static @Nullable Object mode(Scalar scalar) {
    return switch (scalar.value()) {
      case Long number when number >= 0 && number <= ALL_BITS -> "0" + Long.toOctalString(number);
      case Long number -> throw invalidMode(number.toString());
      case String text -> {
        if (!text.matches("0?[0-7]{1,4}")) {
          throw invalidMode(text);
        }
        yield "0" + Integer.toOctalString(Integer.parseInt(text, 8));
      }
      case null, default -> null;
    };
  }

  private static @Nullable Object number(Scalar scalar) {
    return switch (scalar.value()) {
      case Long number -> number;
      case Double number -> number;
      case String text -> {
        try {
          double number = new BigDecimal(text.strip()).doubleValue();
          yield number == Math.rint(number) && Math.abs(number) < 1e15
              ? (Object) (long) number
              : (Object) number;
        } catch (NumberFormatException e) {
          throw new JstackException("invalid number \"" + text + "\"", "write it like 2 or 0.5", e);
        }
      }
      case null, default -> null;
    };
  }

  private static String size(Scalar scalar) {
    return Long.toString(ByteSize.bytes(scalar.text()));
  }

  private static Code code(Shape.Type type) {
    return switch (type) {
      case TIME -> Code.DURATION;
      case SIZE -> Code.SIZE;
      default -> Code.BAD_VALUE;
    };
  }

  private Optional<Scalar> wrong(Shape.Type type, Node node, String path) {
    Code kind = type == Shape.Type.TIME || type == Shape.Type.SIZE ? code(type) : Code.WRONG_TYPE;
    problems.error(
        kind, node.location(), path + " must be " + type + ", is " + node.kind(), hint(type, node));
    return Optional.empty();
  }

  private static @Nullable String hint(Shape.Type type, Node node) {
    if (!(node instanceof Scalar scalar) || scalar.value() == null) {
      return node instanceof Sequence && type == Shape.Type.STRING
          ? "remove the brackets, or the dash"
          : null;
    }
    return switch (type) {
      case STRING -> "quote it: \"" + scalar.source() + "\"";
      case BOOL -> "write true or false";
      case TIME ->
          scalar.value() instanceof Number ? "did you mean \"" + scalar.source() + "s\"?" : null;
      default -> null;
    };
  }

  private static String quoted(Set<String> words) {
    return "\"" + String.join("\", \"", words) + "\"";
  }
}
