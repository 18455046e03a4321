package dev.jstack.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "stop",
    description =
        "End the engine's process; containers go on running, the next command adopts them.")
final class EngineStopCommand implements Callable<Integer> {
  private final Session session;

  EngineStopCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    session.control().stop();
    return ExitCode.OK;
  }
}
