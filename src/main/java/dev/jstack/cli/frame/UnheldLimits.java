package dev.jstack.cli.frame;

import dev.jstack.runtime.container.HostCores;
import dev.jstack.runtime.container.ResourceLimits;
import org.jspecify.annotations.Nullable;

/**
 * Tells of limits that nobody holds: an ordinary user may have no right to any cgroup, a kernel may
 * lack a setting.
 */
public final class UnheldLimits {
  private static final long NANOS = 1_000_000_000L;

  private final Session session;

  public UnheldLimits(Session session) {
    this.session = session;
  }

  /** Limits that a container was asked to have. */
  public void ofContainer(String name, ResourceLimits limits) {
    tell("container " + name, "", limits);
  }

  public void ofService(String name, ResourceLimits limits) {
    String whose = "service \"" + name + "\"";
    tell(whose, whose + ": ", limits);
    cores(whose, limits.nanoCpus());
  }

  private void tell(String whose, String before, ResourceLimits limits) {
    if (limits.equals(ResourceLimits.none())) {
      return;
    }
    var containers = session.engine().containers();
    if (!containers.limits()) {
      tell(
          "jstack: limits of "
              + whose
              + " have no effect: no cgroup is delegated to this user (cgroup v2, Delegate=yes)");
      return;
    }
    containers.warnings(limits).forEach(text -> tell("WARNING: " + before + text));
  }

  /** Docker refuses them; a stack that was made for a larger machine shall run here, too. */
  private void cores(String whose, @Nullable Long nanoCpus) {
    int there = nanoCpus == null ? 0 : HostCores.ofThisMachine().count();
    if (nanoCpus != null && nanoCpus > there * NANOS) {
      tell("WARNING: " + whose + ": it may use more CPUs than the " + there + " there are");
    }
  }

  private void tell(String text) {
    session.err().println(text);
  }
}
