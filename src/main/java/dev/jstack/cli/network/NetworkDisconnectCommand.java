package dev.jstack.cli.network;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack network disconnect}. */
@Command(name = "disconnect", description = "Disconnect a container from a network.")
@Inert(
    names = {"-f", "--force"},
    because = "nothing can be in the way",
    fulfilled = true)
public final class NetworkDisconnectCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "NETWORK")
  private String network = "";

  @Parameters(index = "1", paramLabel = "CONTAINER")
  private String container = "";

  public NetworkDisconnectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var containers = session.engine().containers();
    containers.disconnect(containers.require(container), network);
    return ExitCode.OK;
  }
}
