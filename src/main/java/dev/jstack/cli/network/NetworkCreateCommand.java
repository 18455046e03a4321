package dev.jstack.cli.network;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Inert;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.DriverOptions;
import dev.jstack.engine.Engine;
import dev.jstack.networking.NetworkDefinition;
import dev.jstack.networking.NetworkDriver;
import dev.jstack.networking.NetworkOptions;
import dev.jstack.runtime.JstackException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack network create}. */
@Command(name = "create", description = "Create a network.")
@Inert(
    names = "--ipam-opt",
    value = "NAME=VALUE",
    because = "jstack gives out the addresses itself")
public final class NetworkCreateCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private DriverOptions driver = new DriverOptions();
  @Mixin private SubnetOptions subnets = new SubnetOptions();

  @Option(names = "--internal", description = "No way out.")
  private boolean internal;

  @Option(names = "--attachable", description = "Shown by inspect; all networks are.")
  private boolean attachable;

  @Option(
      names = "--ipv4",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "IPv4 addresses.")
  private boolean ipv4;

  @Option(names = "--ipv6", description = "IPv6 addresses, too.")
  private boolean ipv6;

  @Option(names = "--scope", paramLabel = "SCOPE", description = "local is the one that there is.")
  private String scope = "local";

  @Parameters(paramLabel = "NETWORK")
  private String name = "";

  public NetworkCreateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!scope.equals("local")) {
      throw new JstackException("network scope \"" + scope + "\": only local is supported");
    }
    if (Engine.PREDEFINED_NETWORKS.contains(name)) {
      throw new JstackException("operation is not permitted on predefined " + name + " network");
    }
    NetworkDriver kind = NetworkDriver.parse(driver.driver());
    Map<String, String> options = driver.options();
    List<String> unknown = NetworkOptions.unknown(kind, options.keySet());
    if (!unknown.isEmpty()) {
      session.err().println("WARNING: no effect with " + kind + ": " + String.join(", ", unknown));
    }
    var definition =
        new NetworkDefinition(
            name,
            kind,
            driver.labels(),
            internal,
            attachable,
            ipv4,
            ipv6,
            subnets.requests(),
            options);
    session.out().println(session.engine().networks().create(definition).id());
    for (String obstacle : session.engine().networks().obstacles()) {
      session.err().println("WARNING: " + obstacle);
    }
    session.engine().sync();
    return ExitCode.OK;
  }
}
