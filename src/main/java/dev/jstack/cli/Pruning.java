package dev.jstack.cli;

import dev.jstack.engine.Containers;
import dev.jstack.networking.Network;
import dev.jstack.networking.Networks;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.Volume;
import java.util.List;

/** Removes what nothing uses, and prints what it was. */
final class Pruning {
  private final Session session;

  Pruning(Session session) {
    this.session = session;
  }

  /** Containers that have ended. */
  void containers() {
    Containers containers = session.engine().containers();
    for (Container container : containers.list()) {
      if (!container.state().status().isAlive() && !containers.restarting(container)) {
        containers.remove(container, false, false);
        session.out().println(container.id());
      }
    }
  }

  /** Networks without containers, but the default one. */
  void networks() {
    Networks networks = session.engine().networks();
    for (Network network : networks.list()) {
      if (networks.attachments(network).isEmpty() && !network.name().equals("bridge")) {
        networks.remove(List.of(network));
        session.out().println(network.name());
      }
    }
  }

  /** Volumes that no container mounts: anonymous ones, or all. */
  void volumes(boolean named) {
    for (Volume volume : session.engine().volumes().list()) {
      boolean wanted = named || volume.anonymous();
      if (wanted && new VolumeUse(session).of(volume.name()).isEmpty()) {
        session.engine().volumes().remove(volume.name());
        session.out().println(volume.name());
      }
    }
  }
}
