package dev.jstack.cli.frame;

import dev.jstack.runtime.container.ResourceLimits;

/** Tells of limits that nobody holds: an ordinary user may have no right to any cgroup. */
public final class UnheldLimits {
  private final Session session;

  public UnheldLimits(Session session) {
    this.session = session;
  }

  /** {@code whose} is the one that asks for them. */
  public void tell(String whose, ResourceLimits limits) {
    if (!limits.equals(ResourceLimits.none()) && !session.engine().containers().limits()) {
      session
          .err()
          .println(
              "jstack: limits of "
                  + whose
                  + " have no effect: no cgroup is delegated to this user (cgroup v2, Delegate=yes)");
    }
  }
}
