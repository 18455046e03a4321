package dev.jstack.cli.frame;

import dev.jstack.runtime.container.NetworkSpec;
import java.util.Collection;

/** Tells that containers reach each other only: without root a program of the machine is needed. */
public final class NoWayOut {
  private final Session session;

  public NoWayOut(Session session) {
    this.session = session;
  }

  /** {@code networks} are those of all containers that are to be made. */
  public void tell(Collection<NetworkSpec> networks) {
    if (networks.stream().anyMatch(network -> network.mode().equals("bridge"))) {
      session
          .engine()
          .networks()
          .noWayOut()
          .ifPresent(reason ->
              session.err().println("jstack: containers can't reach other machines: " + reason));
    }
  }
}
