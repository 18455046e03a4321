package dev.jstack.cli.frame;

import dev.jstack.engine.CancelledException;
import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.function.Consumer;

/** Does the same with each of several names; a failure is told and the others go on. */
public final class Each {
  private final Session session;

  public Each(Session session) {
    this.session = session;
  }

  /** The exit code: 1 if any failed. */
  public int run(List<String> names, Consumer<String> action) {
    int code = ExitCode.OK;
    for (String name : names) {
      try {
        action.accept(name);
      } catch (JstackException e) {
        int told = new Errors(session).report(e);
        code = e instanceof CancelledException ? told : ExitCode.FAILURE;
      }
    }
    return code;
  }
}
