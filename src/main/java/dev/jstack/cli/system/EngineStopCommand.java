package dev.jstack.cli.system;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jstack engine stop}. */
@Command(
    name = "stop",
    description =
        "End the engine's process; containers go on running, the next command adopts them.")
public final class EngineStopCommand implements Callable<Integer> {
  private final Session session;

  public EngineStopCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.control().stop();
    return ExitCode.OK;
  }
}
