package dev.jstack.cli.frame;

import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.linux.OwnUser;
import java.util.Optional;

/** Tells what has no effect because the engine is an ordinary user's. */
public final class WithoutRoot {
  private final Session session;

  public WithoutRoot(Session session) {
    this.session = session;
  }

  /** {@code whose} is the one that asks for it. */
  public void tell(String whose, IsolationSpec isolation) {
    if (!OwnUser.isConfined()) {
      return;
    }
    Integer score = isolation.oomScoreAdj();
    if (score != null && score < 0) {
      tell("oom_score_adj " + score + " of " + whose + " has no effect: only root may go below 0");
    }
    if (!isolation.deviceRules().isEmpty()) {
      tell(
          "device rules of "
              + whose
              + " have no effect: what a device's mode gives to this user can be used");
    }
  }

  /** That containers have no users but root, where it is so. */
  public void tellOfUsers() {
    onlyRoot().ifPresent(this::tell);
  }

  /** Why the containers' root can't give a file to anybody else; empty if it can. */
  public static Optional<String> onlyRoot() {
    return OwnUser.isConfined() && OwnUser.users().count() == 1
        ? Optional.of(
            "containers have one user, root, and chown fails in them: newuidmap or ranges in"
                + " /etc/subuid and /etc/subgid are missing (jstack doctor)")
        : Optional.empty();
  }

  private void tell(String text) {
    session.err().println("jstack: " + text);
  }
}
