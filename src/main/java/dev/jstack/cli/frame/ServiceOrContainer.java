package dev.jstack.cli.frame;

import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.container.Container;
import java.util.Optional;

/** A name that is a service of the project, or else a container of any kind. */
public final class ServiceOrContainer {
  private final Session session;

  public ServiceOrContainer(Session session) {
    this.session = session;
  }

  /** The running container that {@code name} means; {@code number} 0 takes the first. */
  public Container running(String name, int number) {
    Container container = any(name, number);
    if (!container.state().status().isAlive()) {
      throw new ServiceDownException(name, container);
    }
    return container;
  }

  /** Likewise, running or not. */
  public Container any(String name, int number) {
    var target = new ProjectAccess(session).target();
    try {
      return new ServiceContainers(session).one(target, name, number);
    } catch (NotFoundException e) {
      Optional<Container> other = session.engine().containers().find(name);
      return other.orElseThrow(() ->
          new NotFoundException(
              "service or container",
              name,
              "project \"" + target.name() + "\" has no such service"));
    }
  }
}
