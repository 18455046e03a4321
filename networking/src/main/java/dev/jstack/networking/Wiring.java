package dev.jstack.networking;

import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.dns.DnsSockets;
import dev.jstack.networking.firewall.DnsRedirect;
import dev.jstack.networking.firewall.Firewall;
import dev.jstack.networking.netlink.Addresses;
import dev.jstack.networking.netlink.Links;
import dev.jstack.networking.netlink.Request;
import dev.jstack.networking.netlink.Rtnetlink;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.NetworkNamespaces;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes containers' namespaces and the links that lead into them. */
final class Wiring {
  private static final int LOOPBACK = 1;
  private static final int DNS_PORT = 53;

  private final NetworkNamespaces namespaces;
  private final Rtnetlink host;
  private final Bridges bridges;
  private final Parents parents;
  private final LinkNames names;
  private final Firewall firewall;

  Wiring(
      NetworkNamespaces namespaces,
      Rtnetlink host,
      Bridges bridges,
      Parents parents,
      LinkNames names,
      Firewall firewall) {
    this.namespaces = namespaces;
    this.host = host;
    this.bridges = bridges;
    this.parents = parents;
    this.names = names;
    this.firewall = firewall;
  }

  /** A namespace and the sockets of its name server. */
  record Wired(Fd namespace, Optional<DnsSockets> dns) implements AutoCloseable {
    @Override
    public void close() {
      namespace.close();
      dns.ifPresent(DnsSockets::close);
    }
  }

  /**
   * A new namespace (or {@code given}, taken over) with these links, the loopback up, and a name
   * server where there is a link.
   */
  Wired create(@Nullable Fd given, List<Plug> plugs, List<InetAddress> gateways) {
    NetworkNamespaces.Work<Wired> work = namespace -> wire(namespace, plugs, gateways);
    var wired = given == null ? namespaces.create(work) : namespaces.fill(given, work);
    try {
      plugs.forEach(this::settle);
      return wired;
    } catch (RuntimeException e) {
      wired.close();
      throw e;
    }
  }

  /**
   * A bridge passes on what comes from a new link only once the kernel has noticed, in its own
   * time, that the link is up; what is sent before is lost, and asked for again after a second.
   * Whoever asks about the link makes the kernel notice (since Linux 6.8).
   */
  private void settle(Plug plug) {
    if (plug.attachment().isBridged()) {
      var _ = host.link(plug.attachment().hostInterface());
    }
  }

  /** In the calling thread's namespace. */
  private Wired wire(Fd namespace, List<Plug> plugs, List<InetAddress> gateways) {
    plugIn(namespace, plugs);
    plugs.forEach(Wiring::configure);
    var requests = new ArrayList<Request>();
    requests.add(Links.up(LOOPBACK));
    plugs.forEach(plug -> requests.addAll(plug.inside()));
    gateways.forEach(gateway -> requests.add(Addresses.defaultRoute(gateway)));
    try (var inside = Rtnetlink.open()) {
      inside.run(requests);
    }
    return new Wired(namespace, plugs.isEmpty() ? Optional.empty() : Optional.of(dns()));
  }

  /** In the calling thread's namespace, before the link is up. */
  private static void configure(Plug plug) {
    var link = plug.attachment().interfaceName();
    if (Sysctl.ipv6()) {
      var ipv6 = "ipv6/conf/" + link + "/";
      Sysctl.write(ipv6 + "disable_ipv6", plug.onlyIpv4() ? "1" : "0");
      if (!plug.onlyIpv4()) {
        Sysctl.write(ipv6 + "accept_dad", "0");
      }
    }
    EndpointOptions.settings(plug.attachment().options(), link)
        .forEach(setting -> Sysctl.write(setting.path(), setting.value()));
  }

  /** A further link for a namespace in use. */
  void connect(Fd namespace, Plug plug) {
    plugIn(namespace, List.of(plug));
    namespaces.enter(
        namespace,
        () -> {
          configure(plug);
          try (var inside = Rtnetlink.open()) {
            int index = inside.link(plug.attachment().interfaceName()).orElseThrow().index();
            inside.run(plug.withIndex(index).inside());
            return namespace;
          }
        });
    settle(plug);
  }

  /** Takes a link away from inside, one that has no end on the host. */
  void unplug(Fd namespace, String link) {
    inside(namespace, List.of(Links.delete(link)));
  }

  /** Leads everything else to these gateways from now on, at most one of each family. */
  void reroute(Fd namespace, List<InetAddress> gateways) {
    var requests = new ArrayList<Request>();
    requests.add(Addresses.noDefaultRoute(true));
    requests.add(Addresses.noDefaultRoute(false));
    gateways.forEach(gateway -> requests.add(Addresses.defaultRoute(gateway)));
    inside(namespace, requests);
  }

  private void inside(Fd namespace, List<Request> requests) {
    namespaces.enter(
        namespace,
        () -> {
          try (var inside = Rtnetlink.open()) {
            inside.run(requests);
            return namespace;
          }
        });
  }

  /**
   * The name server's sockets of a namespace whose engine died. Its rules are still there; only if
   * the container has taken the port meanwhile, they are made again.
   */
  DnsSockets reopenDns(Fd namespace, int port) {
    return namespaces.enter(
        namespace,
        () -> {
          try {
            return DnsSockets.open(port);
          } catch (JstackException e) {
            if (port == DNS_PORT) {
              throw e;
            }
            return dns();
          }
        });
  }

  private void plugIn(Fd namespace, List<Plug> plugs) {
    var requests = new ArrayList<Request>();
    for (var plug : plugs) {
      var end = plug.attachment();
      var peer = new Links.Peer(end.interfaceName(), end.mac(), plug.index(), namespace.number());
      switch (plug.network().definition().driver()) {
        case BRIDGE -> requests.addAll(bridged(plug, peer));
        case MACVLAN -> requests.add(macvlan(plug.network(), peer));
        case IPVLAN -> requests.add(ipvlan(plug.network(), peer));
      }
    }
    host.run(requests);
  }

  private List<Request> bridged(Plug plug, Links.Peer peer) {
    var link = plug.attachment().hostInterface();
    var network = plug.network();
    var requests = new ArrayList<Request>();
    requests.add(Links.veth(link, bridges.index(network), network.mtu(), names.group(), peer));
    boolean isolated = !network.options().containersMeet();
    if (firewall.forwards() || isolated) {
      requests.add(Links.bridgePort(link, firewall.forwards(), isolated));
    }
    return requests;
  }

  private Request macvlan(Network network, Links.Peer peer) {
    return Links.macvlan(
        parents.index(network), network.options().macvlanMode(), network.mtu(), peer);
  }

  private Request ipvlan(Network network, Links.Peer peer) {
    return Links.ipvlan(
        parents.index(network), network.options().ipvlanMode(), network.mtu(), peer);
  }

  /**
   * On a port of its own where rules can lead to it: then the container may listen on 0.0.0.0:53
   * itself. Otherwise on 53.
   */
  private DnsSockets dns() {
    if (!firewall.forwards()) {
      return DnsSockets.open(DNS_PORT);
    }
    var sockets = DnsSockets.open(0);
    try {
      DnsRedirect.install(Subnet.literal(DnsSockets.ADDRESS), sockets.port());
      return sockets;
    } catch (JstackException e) {
      sockets.close();
      return DnsSockets.open(DNS_PORT);
    }
  }
}
