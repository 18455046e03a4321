package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.ServiceDownException;
import dev.jstack.cli.frame.Session;
import dev.jstack.cli.option.PortText;
import dev.jstack.networking.Sandbox;
import dev.jstack.networking.port.PublishedPort;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack compose port}. */
@Command(name = "port", description = "Show the host's port behind a service's port.")
public final class PortCommand implements ReadOnly {
  private final Session session;

  @Option(names = "--protocol", paramLabel = "PROTOCOL", description = "tcp or udp.")
  private String protocol = "tcp";

  @Option(names = "--index", paramLabel = "N", description = "Which container of the service.")
  private int index;

  @Parameters(index = "0", paramLabel = "SERVICE")
  private String service = "";

  @Parameters(index = "1", paramLabel = "PRIVATE_PORT")
  private String port = "";

  public PortCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!port.matches("\\d{1,5}(/(tcp|udp|sctp))?")) {
      throw new JstackException(
          "invalid port \"" + port + "\": expected a number, or one with /tcp, /udp or /sctp");
    }
    if (!protocol.matches("tcp|udp|sctp")) {
      throw new JstackException("--protocol: expected tcp, udp or sctp, got \"" + protocol + "\"");
    }
    Container container =
        new ServiceContainers(session).one(new ProjectAccess(session).target(), service, index);
    if (!container.state().status().isAlive()) {
      throw new ServiceDownException(service, container);
    }
    List<PublishedPort> ports =
        session.engine().containers().sandbox(container).map(Sandbox::ports).orElse(List.of());
    String wanted = port.contains("/") ? port : port + "/" + protocol;
    PublishedPort found =
        ports.stream()
            .filter(one -> wanted.equals(one.containerPort() + "/" + one.protocol()))
            .findFirst()
            .orElseThrow(() ->
                new JstackException(
                    "no port %s for container %s: %s"
                        .formatted(
                            wanted,
                            container.name(),
                            ports.isEmpty()
                                ? "it publishes none"
                                : PortText.of(ports, List.of()))));
    session.out().println(found.toString().replaceAll("->.*", ""));
    return ExitCode.OK;
  }
}
