package dev.jstack.cli.container;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.Listing;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack container top}. */
@Command(name = "top", description = "Show the processes of a container.")
public final class ContainerTopCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "CONTAINER")
  private String name = "";

  @Parameters(index = "1..*", paramLabel = "PS OPTIONS")
  private List<String> options = List.of();

  public ContainerTopCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!options.isEmpty()) {
      throw new JstackException(
          "top: options of ps are not supported: \"" + String.join(" ", options) + "\"");
    }
    Listing listing =
        Listing.of(
            "UID=UID",
            "PID=PID",
            "PPID=PPID",
            "C=C",
            "STIME=STIME",
            "TTY=TTY",
            "TIME=TIME",
            "CMD=CMD");
    var containers = session.engine().containers();
    Container container = containers.require(name);
    if (!container.state().status().isAlive()) {
      throw new ConflictException("container " + container.name() + " is not running");
    }
    new ProcessTable().of(containers.processes(container)).forEach(listing::add);
    listing.print(session.out(), null);
    return ExitCode.OK;
  }
}
