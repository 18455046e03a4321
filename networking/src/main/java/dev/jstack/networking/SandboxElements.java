package dev.jstack.networking;

import dev.jstack.networking.firewall.Element;
import dev.jstack.networking.port.PortRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the firewall has to know of a container. */
final class SandboxElements {
  private static final InetAddress ANY_IPV4 = new InetSocketAddress("0.0.0.0", 0).getAddress();
  private static final InetAddress ANY_IPV6 = new InetSocketAddress("::", 0).getAddress();

  private SandboxElements() {}

  /** {@code networks}: id → network. */
  static List<Element> of(SandboxState state, Map<String, Network> networks) {
    var elements = new ArrayList<Element>();
    for (var attachment : state.attachments()) {
      var network = networks.get(attachment.networkId());
      boolean masquerade = network != null && network.masquerades() && !network.internal();
      attachment
          .addresses()
          .forEach(address -> elements.add(new Element.Container(address, masquerade)));
    }
    Gateways.attachment(state.attachments(), networks)
        .ifPresent(way -> state.ports().forEach(port -> add(port, way, elements)));
    return elements;
  }

  /** The kernel leads each family to the same; from IPv6 to IPv4 only the proxy can. */
  private static void add(PortRequest port, Attachment way, List<Element> elements) {
    for (var target : way.addresses()) {
      boolean ipv4 = target.getAddress().length == 4;
      var from = port.hostIp() == null ? (ipv4 ? ANY_IPV4 : ANY_IPV6) : port.hostIp();
      if (from.getAddress().length == target.getAddress().length) {
        elements.add(
            new Element.Port(from, port.hostPort(), port.protocol(), target, port.containerPort()));
      }
    }
  }
}
