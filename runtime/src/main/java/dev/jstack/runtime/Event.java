package dev.jstack.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Progress of one resource, reported by the libraries and drawn by the console; libraries never
 * print. {@code resource} is what the user calls it ({@code Container p-db-1}), {@code text} the
 * state as docker compose words it ({@code Creating}, {@code Created}); {@code detail} is a line of
 * output or a reason, or null.
 */
public record Event(String resource, State state, String text, @Nullable String detail) {
  /** Where the resource is on its way. */
  public enum State {
    WORKING,
    DONE,
    WARNING,
    ERROR
  }

  public static Event working(String resource, String text) {
    return new Event(resource, State.WORKING, text, null);
  }

  public static Event done(String resource, String text) {
    return new Event(resource, State.DONE, text, null);
  }

  public static Event warning(String resource, String text) {
    return new Event(resource, State.WARNING, text, null);
  }

  public static Event error(String resource, String text, String detail) {
    return new Event(resource, State.ERROR, text, detail);
  }
}
