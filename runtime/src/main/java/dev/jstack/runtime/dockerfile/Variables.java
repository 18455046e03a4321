package dev.jstack.runtime.dockerfile;

import org.jspecify.annotations.Nullable;

/** The variables that may stand in an instruction. */
@FunctionalInterface
public interface Variables {
  /** The value, or null when it isn't set. */
  @Nullable String get(String name);

  /** Told of a name that stood without a default and isn't set. */
  default void missing(String name) {}
}
