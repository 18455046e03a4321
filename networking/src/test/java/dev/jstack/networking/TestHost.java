package dev.jstack.networking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jstack.networking.firewall.Firewall;
import dev.jstack.networking.netlink.Link;
import dev.jstack.networking.netlink.Rtnetlink;
import dev.jstack.networking.port.PortRequest;
import dev.jstack.runtime.EventListener;
import dev.jstack.runtime.linux.NetworkNamespaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An engine's networks on the fresh host, with containers that are only namespaces. */
final class TestHost implements AutoCloseable {
  private final NetworkNamespaces namespaces = new NetworkNamespaces();
  private final List<Sandbox> opened = new ArrayList<>();
  private final List<Inside> insides = new ArrayList<>();
  private final Path directory;
  private final String firewall;
  private Networks networks;

  TestHost(Path directory, String firewall) {
    this.directory = directory;
    this.firewall = firewall;
    networks = engine();
    networks.adopt(Map.of());
  }

  Networks networks() {
    return networks;
  }

  /** The engine dies, another one takes its place and is told of these containers. */
  List<Sandbox> restart(Map<String, Path> living) {
    networks.close();
    networks = engine();
    opened.clear();
    opened.addAll(networks.adopt(living));
    return opened;
  }

  private Networks engine() {
    return Networks.open(
        directory.resolve("state"),
        directory.resolve("run"),
        EventListener.none(),
        firewalls(),
        resolvConf());
  }

  /** The host's; none unless a test writes it. */
  Path resolvConf() {
    return directory.resolve("resolv.conf");
  }

  private Function<LinkNames, Firewall> firewalls() {
    return firewall.equals("proxy") ? _ -> Firewall.none() : Networks::firewall;
  }

  Sandbox open(String name, EndpointRequest... endpoints) {
    return open(name, List.of(), endpoints);
  }

  Sandbox open(String name, List<PortRequest> ports, EndpointRequest... endpoints) {
    var request =
        new SandboxRequest(
            id(name), name, name, List.of(endpoints), ports, List.of(), ResolverSettings.host());
    return open(request);
  }

  Sandbox open(SandboxRequest request) {
    var sandbox = networks.open(request);
    opened.add(sandbox);
    return sandbox;
  }

  /** As noted for the next engine. */
  int dnsPort(String name) throws IOException {
    var file = directory.resolve("run").resolve("networks").resolve(id(name));
    return Integer.parseInt(StateText.read(file).one("dns-port"));
  }

  static String id(String name) {
    return ("%08x".formatted(name.hashCode()) + "0".repeat(56));
  }

  /** What serves in a container ends with the host. */
  Inside inside(Sandbox sandbox) {
    return inside(sandbox.namespace());
  }

  Inside inside(Path namespace) {
    var inside = new Inside(namespaces, namespace);
    insides.add(inside);
    return inside;
  }

  /** Everything goes, and nothing is left. */
  @Override
  public void close() {
    insides.forEach(Inside::close);
    networks.close(opened);
    networks.remove(networks.list());
    networks.close();
    namespaces.close();
    assertThat(links()).noneMatch(name -> name.startsWith("js"));
    assertThat(Sysctl.read("ipv4/ip_forward")).isEqualTo("0");
  }

  List<String> links() {
    try (var host = Rtnetlink.open()) {
      return host.links().stream().map(Link::name).toList();
    }
  }
}
