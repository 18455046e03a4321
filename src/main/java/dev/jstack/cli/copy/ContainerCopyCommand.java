package dev.jstack.cli.copy;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.JstackException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jstack container cp}. */
@Command(
    name = "cp",
    description = "Copy files between this machine and a container; \"-\" is a tar stream.")
public final class ContainerCopyCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private CopyOptions options = new CopyOptions();

  public ContainerCopyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var from = options.source().container();
    var to = options.target().container();
    if (from != null && to != null) {
      throw new JstackException("copying between containers is not supported");
    }
    var containers = session.engine().containers();
    if (from != null) {
      new ContainerCopy(session, options).from(containers.require(from));
    } else if (to != null) {
      new ContainerCopy(session, options).to(containers.require(to));
    } else {
      throw new JstackException(
          "must specify at least one container source", "write it as CONTAINER:PATH", null);
    }
    return ExitCode.OK;
  }
}
