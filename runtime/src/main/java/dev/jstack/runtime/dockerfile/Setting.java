package dev.jstack.runtime.dockerfile;

import org.jspecify.annotations.Nullable;

/**
 * A {@code name=value} of ENV, ARG or LABEL, with quotes and variables as written; the value is
 * null for an ARG without default.
 */
public record Setting(String name, @Nullable String value) {}
