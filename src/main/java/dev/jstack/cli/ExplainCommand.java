package dev.jstack.cli;

import dev.jstack.runtime.container.Container;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "explain",
    description =
        "Show what a container is to the kernel: layers, namespaces, limits, launch list.")
final class ExplainCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--index", paramLabel = "N", description = "Which container of the service.")
  private int index;

  @Parameters(paramLabel = "SERVICE|CONTAINER")
  private String name = "";

  ExplainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var containers = session.engine().containers();
    boolean project = new ProjectAccess(session).named();
    Container container =
        project ? new ServiceOrContainer(session).any(name, index) : containers.require(name);
    session.out().print(containers.explain(container));
    return ExitCode.OK;
  }
}
