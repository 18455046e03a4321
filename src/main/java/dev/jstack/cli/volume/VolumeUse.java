package dev.jstack.cli.volume;

import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.stream.Collectors;

/** Who uses a volume. */
public final class VolumeUse {
  private final Session session;

  public VolumeUse(Session session) {
    this.session = session;
  }

  /** The containers, running or not, that mount it. */
  public List<Container> of(String volume) {
    return session.engine().containers().list().stream()
        .filter(c -> c.mounts().stream().anyMatch(mount -> mount.name().equals(volume)))
        .toList();
  }

  void requireFree(String volume) {
    List<Container> users = of(volume);
    if (!users.isEmpty()) {
      throw new ConflictException(
          "remove %s: volume is in use - [%s]"
              .formatted(
                  volume, users.stream().map(Container::id).collect(Collectors.joining(", "))));
    }
  }
}
