package dev.jstack.cli.network;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.networking.EndpointRequest;
import dev.jstack.runtime.JstackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack network connect}. */
@Command(name = "connect", description = "Connect a running container to a network.")
public final class NetworkConnectCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--alias", paramLabel = "NAME", description = "Name there.")
  private List<String> aliases = List.of();

  @Option(names = "--ip", paramLabel = "ADDRESS", description = "Fixed IPv4 address.")
  private @Nullable String ip;

  @Parameters(index = "0", paramLabel = "NETWORK")
  private String network = "";

  @Parameters(index = "1", paramLabel = "CONTAINER")
  private String container = "";

  public NetworkConnectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var found = session.engine().containers().require(container);
    var sandbox =
        session
            .engine()
            .containers()
            .sandbox(found)
            .orElseThrow(() -> new JstackException("container " + container + " is not running"));
    List<String> names = new ArrayList<>(aliases);
    names.add(found.shortId());
    var _ =
        session
            .engine()
            .networks()
            .connect(sandbox, new EndpointRequest(network, names, ip, null, null, null, 0));
    return ExitCode.OK;
  }
}
