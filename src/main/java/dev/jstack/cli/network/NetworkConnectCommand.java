package dev.jstack.cli.network;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.EndpointSyntax;
import dev.jstack.runtime.container.NetworkSpec.EndpointSpec;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack network connect}. */
@Command(name = "connect", description = "Connect a container to a network.")
@Inert(
    names = "--link",
    value = "CONTAINER",
    because = "names are known to all containers of a network; give that container an --alias")
public final class NetworkConnectCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--alias", paramLabel = "NAME", description = "Name there.")
  private List<String> aliases = List.of();

  @Option(names = "--ip", paramLabel = "ADDRESS", description = "Fixed IPv4 address.")
  private @Nullable String ip;

  @Option(names = "--ip6", paramLabel = "ADDRESS", description = "Fixed IPv6 address.")
  private @Nullable String ip6;

  @Option(
      names = "--link-local-ip",
      paramLabel = "ADDRESS",
      description = "Further address that only neighbours reach.")
  private List<String> linkLocal = List.of();

  @Option(
      names = "--gw-priority",
      paramLabel = "NUMBER",
      description = "The network with the highest is the way out.")
  private int gatewayPriority;

  @Option(names = "--driver-opt", paramLabel = "NAME=VALUE", description = "Option of its link.")
  private List<String> options = List.of();

  @Parameters(index = "0", paramLabel = "NETWORK")
  private String network = "";

  @Parameters(index = "1", paramLabel = "CONTAINER")
  private String container = "";

  public NetworkConnectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var containers = session.engine().containers();
    containers.connect(
        containers.require(container),
        new EndpointSpec(
            network,
            aliases,
            ip,
            ip6,
            linkLocal,
            null,
            null,
            gatewayPriority,
            EndpointSyntax.driverOptions(options)));
    return ExitCode.OK;
  }
}
