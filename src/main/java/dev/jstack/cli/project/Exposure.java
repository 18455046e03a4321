package dev.jstack.cli.project;

import dev.jstack.cli.frame.ServiceContainers;
import dev.jstack.cli.frame.Session;
import dev.jstack.compose.model.Project;
import dev.jstack.compose.plan.Labels;
import dev.jstack.networking.Sandbox;
import dev.jstack.networking.netlink.FilterPolicies;
import dev.jstack.networking.port.PublishedPort;
import dev.jstack.runtime.Event;
import dev.jstack.runtime.EventListener;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.TreeSet;

/** Tells which ports other machines reach: many a port is published for this machine alone. */
final class Exposure {
  private static final String HIDDEN =
      " (IPv6 clients look like the network's gateway; its enable_ipv6 shows their addresses)";

  private final Session session;

  Exposure(Session session) {
    this.session = session;
  }

  /** One line for each service with such ports. */
  void report(Project project, EventListener progress) {
    var all = new TreeSet<Integer>();
    boolean ipv6 = hasGlobalIpv6();
    for (String service : project.services().keySet()) {
      var ports = new TreeSet<Integer>();
      boolean hidden = false;
      for (Sandbox sandbox : sandboxes(project, service)) {
        var reachable =
            sandbox.ports().stream().filter(port -> !port.hostIp().isLoopbackAddress()).toList();
        reachable.forEach(port -> ports.add(port.hostPort()));
        hidden |= ipv6 && hidesClients(sandbox, reachable);
      }
      if (!ports.isEmpty()) {
        String list = String.join(", ", ports.stream().map(String::valueOf).toList());
        String text = "reachable from other machines: " + list + (hidden ? HIDDEN : "");
        progress.on(Event.done("Service " + service, text));
      }
      all.addAll(ports);
    }
    if (!all.isEmpty()) {
      FilterPolicies.bypassed().forEach(this::warn);
    }
  }

  private void warn(String chain) {
    session
        .err()
        .println(
            "warning: "
                + chain
                + " does not see packets to published ports: other machines reach them; for this"
                + " machine alone publish 127.0.0.1:PORT:PORT, or all with -Djstack.publish=127.0.0.1"
                + " in engine.options");
  }

  private List<Sandbox> sandboxes(Project project, String service) {
    var containers = session.engine().containers();
    return containers.list().stream()
        .filter(container -> project.name().equals(container.labels().get(Labels.PROJECT)))
        .filter(container -> service.equals(ServiceContainers.service(container)))
        .flatMap(container -> containers.sandbox(container).stream())
        .toList();
  }

  /** IPv6 that leads to a container without any goes through a proxy. */
  private static boolean hidesClients(Sandbox sandbox, List<PublishedPort> ports) {
    return ports.stream().anyMatch(port -> port.hostIp() instanceof Inet6Address)
        && sandbox.attachments().stream()
            .flatMap(end -> end.addresses().stream())
            .noneMatch(address -> address instanceof Inet6Address);
  }

  /** Whether IPv6 clients may come from elsewhere. */
  private static boolean hasGlobalIpv6() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .anyMatch(address -> address instanceof Inet6Address && isGlobal(address.getAddress()));
    } catch (SocketException e) {
      return false;
    }
  }

  /** 2000::/3, all that is given out (RFC 4291). */
  private static boolean isGlobal(byte[] address) {
    return (address[0] & 0xe0) == 0x20;
  }
}
