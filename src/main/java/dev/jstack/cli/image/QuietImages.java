package dev.jstack.cli.image;

import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;

/** Leaves out how pulls or builds get on; that they are over, and failures, still come. */
public final class QuietImages {
  private QuietImages() {}

  public static EventListener of(EventListener events, boolean pulls, boolean builds) {
    return event -> {
      boolean inside =
          event.state() == Event.State.WORKING && event.resource().startsWith("Image ");
      boolean dropped =
          (pulls && event.text().equals("Pulling")) || (builds && event.text().equals("Building"));
      if (!(inside && dropped)) {
        events.on(event);
      }
    };
  }
}
