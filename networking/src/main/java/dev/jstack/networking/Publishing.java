package dev.jstack.networking;

import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.firewall.Firewall;
import dev.jstack.networking.port.Destination;
import dev.jstack.networking.port.HostPort;
import dev.jstack.networking.port.HostPorts;
import dev.jstack.networking.port.Outlet;
import dev.jstack.networking.port.PortRequest;
import dev.jstack.networking.port.Protocol;
import dev.jstack.networking.port.TcpProxy;
import dev.jstack.networking.port.UdpProxy;
import dev.jstack.runtime.JstackException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The host's ends of containers' published ports. */
final class Publishing {
  private static final InetAddress ANY_IPV4 = new InetSocketAddress("0.0.0.0", 0).getAddress();
  private static final InetAddress ANY_IPV6 = new InetSocketAddress("::", 0).getAddress();

  private final HostPorts hostPorts;
  private final Firewall firewall;

  private final Outlet outlet;

  /** Id → network; kept by {@link Networks}. */
  private final Map<String, Network> networks;

  Publishing(HostPorts hostPorts, Firewall firewall, Outlet outlet, Map<String, Network> networks) {
    this.outlet = outlet;
    this.hostPorts = hostPorts;
    this.firewall = firewall;
    this.networks = networks;
  }

  /**
   * Where a container's ports lead, for those that only a proxy can lead there; empty if its
   * networks have no way out, or one that needs no ports of the host: then it gets none.
   */
  Optional<InetAddress> entrance(List<Attachment> ends) {
    return way(ends, true)
        .flatMap(way -> way.address(true))
        .or(() -> way(ends, false).flatMap(way -> way.address(false)));
  }

  private Optional<Attachment> way(List<Attachment> ends, boolean ipv4) {
    return Gateways.attachment(ends, networks, ipv4).filter(way -> publishes(way, ipv4));
  }

  private boolean publishes(Attachment way, boolean ipv4) {
    var network = networks.get(way.networkId());
    return network != null && network.publishes(ipv4);
  }

  /** Binds what was asked for; all or nothing. */
  List<HostPort> reserve(
      String containerId, String name, List<PortRequest> wanted, List<Attachment> ends) {
    if (entrance(ends).isEmpty()) {
      return List.of();
    }
    if (!firewall.forwards() && wanted.stream().anyMatch(p -> p.protocol() == Protocol.SCTP)) {
      throw new JstackException("sctp ports can only be published by nf_tables");
    }
    return hostPorts.reserve(
        containerId, name, wanted.stream().map(port -> bound(port, ends)).toList());
  }

  void release(String containerId) {
    hostPorts.release(containerId);
  }

  /** Where ports go that name no address, by the engine's options; empty for everywhere. */
  private static Optional<InetAddress> publishDefault() {
    return Optional.ofNullable(System.getProperty("jstack.publish"))
        .filter(text -> !text.isBlank())
        .map(text -> Subnet.literal(text.strip()))
        .filter(address -> !address.isAnyLocalAddress());
  }

  /** A port that names no address, on those where it can lead to the container. */
  private PortRequest bound(PortRequest port, List<Attachment> ends) {
    if (port.hostIp() != null) {
      return port;
    }
    var ipv4 = way(ends, true);
    var chosen =
        ipv4.map(way -> networks.get(way.networkId()))
            .flatMap(network -> network.options().publishAddress());
    if (chosen.isPresent()) {
      return port.on(chosen.get());
    }
    var own = publishDefault();
    if (own.isPresent()) {
      return port.on(own.get());
    }
    boolean routed4 = ipv4.isEmpty() && Gateways.attachment(ends, networks, true).isPresent();
    boolean routed6 =
        way(ends, false).isEmpty() && Gateways.attachment(ends, networks, false).isPresent();
    return routed4 ? port.on(ANY_IPV6) : routed6 ? port.on(ANY_IPV4) : port;
  }

  /** Gives ports to a container that another one may have; see {@link HostPorts#handOver}. */
  HostPorts.Handover handOver(
      String from, String to, String name, Collection<PortRequest> wanted, List<Attachment> ends) {
    return hostPorts.handOver(
        from, to, name, wanted.stream().map(port -> bound(port, ends)).toList());
  }

  /** Carries what reaches the sockets of these ports to a container. */
  void lead(List<HostPort> ports, InetAddress entrance) {
    for (var port : ports) {
      var destination = port.destination();
      var place = new InetSocketAddress(entrance, port.request().containerPort());
      if (destination.lead(place)) {
        port.socket().ifPresent(socket -> serve(socket, destination));
      }
    }
  }

  /** Whether a container without a way out asks: the host's ports are not for it. */
  private boolean isInternal(InetAddress client) {
    return networks.values().stream()
        .filter(Network::internal)
        .flatMap(network -> network.subnets().stream())
        .anyMatch(range -> range.subnet().contains(client));
  }

  private void serve(NetworkChannel socket, Destination destination) {
    switch (socket) {
      case ServerSocketChannel tcp -> TcpProxy.start(tcp, destination, outlet, this::isInternal);
      case DatagramChannel udp -> UdpProxy.start(udp, destination, outlet, this::isInternal);
      default -> throw new IllegalStateException(socket.toString());
    }
  }
}
