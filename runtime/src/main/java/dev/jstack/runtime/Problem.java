package dev.jstack.runtime;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong at one place of a file: what, and what to do about it.
 *
 * @param hint what to do, or null
 * @param code a stable name of this kind of problem, {@code JS101}, or null
 */
public record Problem(
    SourceLocation location, String message, @Nullable String hint, @Nullable String code) {
  public Problem(SourceLocation location, String message) {
    this(location, message, null, null);
  }

  public Problem(SourceLocation location, String message, @Nullable String hint) {
    this(location, message, hint, null);
  }

  /** {@code compose.yaml:14:5: service "web": unknown option "port" [JS101]}. */
  public String headline() {
    return location + ": " + message + (code == null ? "" : " [" + code + "]");
  }

  /** How the value got there, {@code from variable TAG, .env:3}, or null. */
  public @Nullable String origin() {
    return location.history().ways().isEmpty() ? null : location.history().words();
  }

  /** All in one line: {@code compose.yaml:14:5: unknown key "port" [JS101]; did you mean …?}. */
  @Override
  public String toString() {
    String origin = origin();
    return headline() + (hint == null ? "" : "; " + hint) + (origin == null ? "" : "; " + origin);
  }
}
