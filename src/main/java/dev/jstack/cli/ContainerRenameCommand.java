package dev.jstack.cli;

import dev.jstack.engine.Containers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rename", description = "Rename a container.")
final class ContainerRenameCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "CONTAINER")
  private String container = "";

  @Parameters(index = "1", paramLabel = "NEW_NAME")
  private String name = "";

  ContainerRenameCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Containers containers = session.engine().containers();
    containers.rename(containers.require(container), name);
    return ExitCode.OK;
  }
}
