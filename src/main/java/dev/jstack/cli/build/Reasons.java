package dev.jstack.cli.build;

import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;

/** Shows, beside what happens, why steps of builds were not served from the cache. */
public record Reasons(EventListener events) implements EventListener {
  @Override
  public void on(Event event) {
    events.on(event);
  }

  @Override
  public void because(String what, String reason) {
    events.on(Event.done(what, "Ran: " + reason));
  }
}
