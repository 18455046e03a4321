package dev.jstack.runtime.dockerfile;

import org.jspecify.annotations.Nullable;

/** The variables that may stand in an instruction. */
@FunctionalInterface
public interface Variables {
  /** The value, or null when it isn't set. */
  @Nullable String get(String name);
}
