package dev.jstack.runtime;

import org.jspecify.annotations.Nullable;

/** One thing wrong at one place of a file: what, and what to do about it. */
public record Problem(SourceLocation location, String message, @Nullable String hint) {
  public Problem(SourceLocation location, String message) {
    this(location, message, null);
  }

  /** {@code compose.yaml:14:5: service "web": unknown option "port"; did you mean "ports"?}. */
  @Override
  public String toString() {
    return location + ": " + message + (hint == null ? "" : "; " + hint);
  }
}
