package dev.jstack.cli.frame;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.StartException;
import java.util.function.IntSupplier;

/** Exit codes of {@code run} and {@code exec}: the program's own; 125 and up are jstack's. */
public final class ProgramExit {
  private final Session session;

  public ProgramExit(Session session) {
    this.session = session;
  }

  /** The code {@code program} returns, or what its failure stands for. */
  public int of(IntSupplier program) {
    try {
      return program.getAsInt();
    } catch (StartException e) {
      return new Errors(session).report(e);
    } catch (JstackException e) {
      int code = new Errors(session).report(e);
      return code == ExitCode.FAILURE ? ExitCode.NOT_STARTED : code;
    }
  }
}
