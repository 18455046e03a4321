package dev.jstack.cli.container;

import dev.jstack.cli.frame.Session;
import dev.jstack.engine.Containers;
import dev.jstack.runtime.container.Container;

/** Containers of {@code --rm} that never ran: they have no end at which they could be removed. */
public final class Unstarted {
  private final Containers containers;

  public Unstarted(Session session) {
    this.containers = session.engine().containers();
  }

  public void drop(Container container, boolean asked) {
    if (asked && containers.find(container.id()).isPresent()) {
      containers.remove(container, true, true);
    }
  }
}
