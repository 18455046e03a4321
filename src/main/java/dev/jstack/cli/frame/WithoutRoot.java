package dev.jstack.cli.frame;

import dev.jstack.runtime.container.IsolationSpec;
import dev.jstack.runtime.linux.OwnUser;

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

  private void tell(String text) {
    session.err().println("jstack: " + text);
  }
}
