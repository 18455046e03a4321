package dev.jstack.cli.network;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.DriverOptions;
import dev.jstack.networking.NetworkDefinition;
import dev.jstack.networking.SubnetRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack network create}. */
@Command(name = "create", description = "Create a network.")
@Inert(
    names = "--attachable",
    because = "containers can be connected to every network",
    fulfilled = true)
public final class NetworkCreateCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private DriverOptions driver = new DriverOptions();

  @Option(names = "--internal", description = "No way out.")
  private boolean internal;

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

  public NetworkCreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    driver.check("network", "bridge");
    List<SubnetRequest> subnets =
        subnet == null && gateway == null && range == null
            ? List.of()
            : List.of(new SubnetRequest(subnet, gateway, range, Map.of()));
    var definition =
        new NetworkDefinition(name, driver.labels(), internal, ipv6, subnets, driver.options());
    session.out().println(session.engine().networks().create(definition).id());
    session.engine().sync();
    return ExitCode.OK;
  }
}
