package dev.jstack.networking;

import dev.jstack.networking.address.MacAddress;
import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.netlink.Addresses;
import dev.jstack.networking.netlink.Links;
import dev.jstack.networking.netlink.Rtnetlink;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.NetworkNamespaces;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.Callable;

/** Another machine in the fresh host's local network: the host is 192.0.2.1, this 192.0.2.9. */
final class Lan implements AutoCloseable {
  static final String HOST = "192.0.2.1";
  static final String MACHINE = "192.0.2.9";
  static final String HOST6 = "2001:db8::1";
  static final String MACHINE6 = "2001:db8::9";
  private static final int GROUP = 0x1a;

  private final NetworkNamespaces namespaces = new NetworkNamespaces();
  private final Rtnetlink host = Rtnetlink.open();
  private final Fd machine;

  Lan() {
    var subnet = Subnet.parse("192.0.2.0/24");
    var mac = MacAddress.parse("02:00:00:00:00:01");
    host.run(Links.bridge("lan0", mac, 1500, GROUP));
    Sysctl.write("ipv6/conf/lan0/accept_dad", "0");
    int bridge = host.link("lan0").orElseThrow().index();
    host.run(Addresses.add(bridge, Subnet.literal(HOST), 24, subnet.broadcast()));
    host.run(Addresses.add(bridge, Subnet.literal(HOST6), 64, Subnet.literal(HOST6)));
    machine =
        namespaces.create(namespace -> {
          var peer =
              new Links.Peer("eth0", MacAddress.parse("02:00:00:00:00:09"), 2, namespace.number());
          host.run(Links.veth("lan1", bridge, 1500, GROUP, peer));
          try (var inside = Rtnetlink.open()) {
            inside.run(
                Links.up(1),
                Addresses.add(2, Subnet.literal(MACHINE), 24, subnet.broadcast()),
                Addresses.add(2, Subnet.literal(MACHINE6), 64, Subnet.literal(MACHINE6)),
                Links.up(2),
                Addresses.defaultRoute(Subnet.literal(HOST)),
                Addresses.defaultRoute(Subnet.literal(HOST6)));
          }
          return namespace;
        });
  }

  <T> T run(Callable<T> work) {
    return namespaces.enter(machine, work);
  }

  String fetch(String address, int port) {
    return run(() -> Inside.read(address, port));
  }

  /** A server on that machine; it tells its clients where they come from. */
  ServerSocket serve(int port) {
    var server = run(() -> new ServerSocket(port));
    Thread.startVirtualThread(() -> Inside.tellClients(server));
    return server;
  }

  @Override
  public void close() {
    host.run(List.of(Links.deleteGroup(GROUP)));
    machine.close();
    namespaces.close();
    host.close();
  }
}
