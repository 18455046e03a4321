package dev.jstack.compose.yaml;

import dev.jstack.runtime.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * A single value.
 *
 * @param value null, Boolean, Long, BigInteger, Double or String
 * @param source the text as written, without quotes
 */
public record Scalar(
    SourceLocation location, @Nullable Object value, String source, Directive directive)
    implements Node {
  /** A value that stands where {@code place} stands. */
  public static Scalar at(Node place, @Nullable Object value) {
    return new Scalar(place.location(), value, ScalarText.of(value), Directive.NONE);
  }

  /** A value at a place. */
  public static Scalar at(SourceLocation location, @Nullable Object value) {
    return new Scalar(location, value, ScalarText.of(value), Directive.NONE);
  }

  public boolean isNull() {
    return value == null;
  }

  /** The value as Compose turns it into a string: {@code 1.50} is {@code 1.5}, null is empty. */
  public String text() {
    return ScalarText.of(value);
  }

  /** The same place and directive with another value. */
  public Scalar withValue(@Nullable Object other) {
    return new Scalar(location, other, ScalarText.of(other), directive);
  }

  @Override
  public Scalar at(SourceLocation place) {
    return new Scalar(place, value, source, directive);
  }

  @Override
  public Scalar with(Directive other) {
    return new Scalar(location, value, source, other);
  }

  String valueKind() {
    return switch (value) {
      case null -> "nothing";
      case Boolean _ -> "a boolean";
      case Number _ -> "a number";
      default -> "a string";
    };
  }
}
