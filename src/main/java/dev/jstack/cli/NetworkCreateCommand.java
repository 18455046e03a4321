package dev.jstack.cli;

import dev.jstack.networking.NetworkDefinition;
import dev.jstack.networking.SubnetRequest;
import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Create a network.")
final class NetworkCreateCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Label.")
  private List<String> labels = List.of();

  @Option(
      names = {"-d", "--driver"},
      paramLabel = "DRIVER",
      description = "Only bridge.")
  private String driver = "bridge";

  @Option(
      names = {"-o", "--opt"},
      paramLabel = "NAME=VALUE",
      description = "Driver option.")
  private List<String> options = List.of();

  @Option(names = "--internal", description = "No way out.")
  private boolean internal;

  @Option(names = "--attachable", description = "Accepted; every network is.")
  @SuppressWarnings("unused") // accepted
  private boolean attachable;

  @Option(names = "--ipv6", description = "IPv6 addresses, too.")
  private boolean ipv6;

  @Option(names = "--subnet", paramLabel = "CIDR", description = "Subnet.")
  private @Nullable String subnet;

  @Option(names = "--gateway", paramLabel = "ADDRESS", description = "The bridge's address.")
  private @Nullable String gateway;

  @Option(names = "--ip-range", paramLabel = "CIDR", description = "Addresses to hand out.")
  private @Nullable String range;

  @Parameters(paramLabel = "NETWORK")
  private String name = "";

  NetworkCreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!driver.equals("bridge")) {
      throw new JstackException("network driver \"" + driver + "\": only bridge is supported");
    }
    List<SubnetRequest> subnets =
        subnet == null && gateway == null && range == null
            ? List.of()
            : List.of(new SubnetRequest(subnet, gateway, range, Map.of()));
    var definition =
        new NetworkDefinition(
            name,
            EnvironmentSyntax.pairs(labels),
            internal,
            ipv6,
            subnets,
            EnvironmentSyntax.pairs(options));
    session.out().println(session.engine().networks().create(definition).id());
    session.engine().sync();
    return ExitCode.OK;
  }
}
