package dev.jstack.cli.container;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.engine.Containers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack container rename}. */
@Command(name = "rename", description = "Rename a container.")
public final class ContainerRenameCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "CONTAINER")
  private String container = "";

  @Parameters(index = "1", paramLabel = "NEW_NAME")
  private String name = "";

  public ContainerRenameCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Containers containers = session.engine().containers();
    containers.rename(containers.require(container), name.replaceFirst("^/", ""));
    return ExitCode.OK;
  }
}
