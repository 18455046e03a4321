package dev.jstack.console;

import dev.jstack.runtime.Event;

/** Draws nothing. */
final class QuietProgress implements Progress {
  @Override
  public void on(Event event) {}

  @Override
  public void close() {}
}
