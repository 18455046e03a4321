package dev.jstack.cli.network;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.Session;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack network disconnect}. */
@Command(name = "disconnect", description = "Disconnect a running container from a network.")
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
    var networks = session.engine().networks();
    var found = networks.find(network).orElseThrow(() -> new NotFoundException("network", network));
    var target = session.engine().containers().require(container);
    var sandbox =
        session
            .engine()
            .containers()
            .sandbox(target)
            .orElseThrow(() -> new JstackException("container " + container + " is not running"));
    networks.disconnect(sandbox, found);
    return ExitCode.OK;
  }
}
