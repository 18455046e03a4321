package dev.jstack.cli.container;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.engine.Containers;
import dev.jstack.networking.Sandbox;
import dev.jstack.networking.port.PublishedPort;
import dev.jstack.runtime.JstackException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jstack container port}. */
@Command(name = "port", description = "Show a container's published ports.")
public final class ContainerPortCommand implements ReadOnly {
  private final Session session;

  @Parameters(index = "0", paramLabel = "CONTAINER")
  private String name = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "PORT[/PROTOCOL]")
  private @Nullable String port;

  public ContainerPortCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Containers containers = session.engine().containers();
    List<PublishedPort> ports =
        containers.sandbox(containers.require(name)).map(Sandbox::ports).orElse(List.of());
    String wanted = port == null || port.contains("/") ? port : port + "/tcp";
    List<PublishedPort> found =
        ports.stream().filter(one -> wanted == null || wanted.equals(inside(one))).toList();
    if (wanted != null && found.isEmpty()) {
      throw new JstackException("no public port \"" + wanted + "\" published for " + name);
    }
    for (PublishedPort one : found) {
      String host = one.toString().replaceAll("->.*", "");
      session.out().println(wanted == null ? inside(one) + " -> " + host : host);
    }
    return ExitCode.OK;
  }

  private static String inside(PublishedPort port) {
    return port.containerPort() + "/" + port.protocol();
  }
}
