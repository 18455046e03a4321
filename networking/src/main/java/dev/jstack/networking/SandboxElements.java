package dev.jstack.networking;

import dev.jstack.networking.firewall.Element;
import dev.jstack.networking.port.PortRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the firewall has to know of a container. */
final class SandboxElements {
  private static final InetAddress ANY_IPV4 = new InetSocketAddress("0.0.0.0", 0).getAddress();
  private static final InetAddress ANY_IPV6 = new InetSocketAddress("::", 0).getAddress();

  private final Set<Element> elements = new LinkedHashSet<>();

  private SandboxElements() {}

  /** {@code networks}: id → network. */
  static List<Element> of(SandboxState state, Map<String, Network> networks) {
    var found = new SandboxElements();
    for (var attachment : state.attachments()) {
      var network = networks.get(attachment.networkId());
      if (network != null && network.bridged()) {
        attachment.addresses().forEach(address -> found.address(address, network));
      }
    }
    for (boolean ipv4 : new boolean[] {true, false}) {
      Gateways.attachment(state.attachments(), networks, ipv4)
          .ifPresent(way -> found.ports(state, way, networks, ipv4));
    }
    return new ArrayList<>(found.elements);
  }

  private void address(InetAddress address, Network network) {
    boolean ipv4 = address.getAddress().length == 4;
    var options = network.options();
    elements.add(new Element.Container(address));
    switch (options.gatewayMode(ipv4)) {
      case NAT, ISOLATED -> elements.add(new Element.Closed(address));
      case NAT_UNPROTECTED -> elements.add(new Element.Open(address));
      case ROUTED -> {}
    }
    if (network.publishes(ipv4) && options.masquerades()) {
      elements.add(new Element.Hidden(address, options.sourceAddress(ipv4).orElse(null)));
    }
    options.trustedInterfaces().forEach(link -> elements.add(new Element.Trusted(link, address)));
  }

  private void ports(
      SandboxState state, Attachment way, Map<String, Network> networks, boolean ipv4) {
    var network = networks.get(way.networkId());
    var target = way.address(ipv4);
    if (network == null || target.isEmpty() || !network.bridged()) {
      return;
    }
    var mode = network.options().gatewayMode(ipv4);
    boolean trusting = !network.options().trustedInterfaces().isEmpty();
    if (mode.translates()) {
      state.ports().forEach(port -> lead(port, target.get(), ipv4));
    }
    if (mode == GatewayMode.ROUTED || trusting) {
      boolean everywhere = mode == GatewayMode.ROUTED;
      for (var port : state.wanted()) {
        elements.add(
            new Element.Routed(target.get(), port.containerPort(), port.protocol(), everywhere));
      }
    }
  }

  /** The kernel leads each family to the same; from IPv6 to IPv4 only the proxy can. */
  private void lead(PortRequest port, InetAddress target, boolean ipv4) {
    var from = port.hostIp() == null ? (ipv4 ? ANY_IPV4 : ANY_IPV6) : port.hostIp();
    if (from.getAddress().length == target.getAddress().length) {
      elements.add(
          new Element.Port(from, port.hostPort(), port.protocol(), target, port.containerPort()));
    }
  }
}
