package dev.jstack.cli.project;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.ProjectAccess;
import dev.jstack.cli.frame.ReadOnly;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Dependency;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.Service;
import dev.jstack.runtime.container.NetworkSpec.PortBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jstack compose viz}. */
@Command(name = "viz", description = "Draw services and what they depend on, for graphviz.")
public final class VizCommand implements ReadOnly {
  private final Session session;

  @Option(names = "--image", description = "With images.")
  private boolean image;

  @Option(names = "--networks", description = "With networks.")
  private boolean networks;

  @Option(names = "--ports", description = "With published ports.")
  private boolean ports;

  @Option(names = "--spaces", description = "Indent with spaces instead of tabs.")
  private boolean spaces;

  @Option(names = "--indentation-size", paramLabel = "N", description = "How far to indent.")
  private int indentation = 1;

  public VizCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Project project = new ProjectAccess(session).load(List.of()).project();
    String indent = (spaces ? " " : "\t").repeat(Math.max(0, indentation));
    List<String> lines = new ArrayList<>();
    lines.add("digraph \"" + project.name() + "\" {");
    lines.add(indent + "layout=dot;");
    List<Service> services = List.copyOf(project.services().values()).reversed();
    services.forEach(service -> lines.add(indent + node(service)));
    lines.add("");
    for (Service service : services) {
      for (Dependency dependency : service.dependsOn()) {
        lines.add(indent + quoted(service.name()) + " -> " + quoted(dependency.service()) + ";");
      }
    }
    lines.add("}");
    lines.forEach(session.out()::println);
    return ExitCode.OK;
  }

  private String node(Service service) {
    StringBuilder label =
        new StringBuilder("<font point-size=\"15\">" + service.name() + "</font>");
    if (networks && service.canonical().get("networks") instanceof Map<?, ?> joined) {
      label.append(part("Networks", joined.keySet().stream().map(String::valueOf).toList()));
    }
    if (ports && !service.network().ports().isEmpty()) {
      label.append(part("Ports", service.network().ports().stream().map(this::port).toList()));
    }
    if (image) {
      label.append(part("Image", List.of(service.image().reference())));
    }
    return quoted(service.name()) + " [style=\"filled\" label=<" + label + ">];";
  }

  private String port(PortBinding port) {
    @Nullable String ip = port.hostIp();
    return (ip == null ? "" : ip + ":")
        + port.hostPort()
        + ":"
        + port.containerPort()
        + " ("
        + port.protocol()
        + ", ingress)";
  }

  private static String part(String heading, List<String> lines) {
    return "<font point-size=\"10\"><br/><br/><b>"
        + heading
        + ":</b><br/>"
        + String.join("<br/>", lines)
        + "</font>";
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
