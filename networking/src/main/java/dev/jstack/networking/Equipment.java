package dev.jstack.networking;

import dev.jstack.networking.address.Taken;
import dev.jstack.networking.dns.DnsServer;
import dev.jstack.networking.dns.NameTable;
import dev.jstack.networking.firewall.Firewall;
import dev.jstack.networking.netlink.Links;
import dev.jstack.networking.netlink.Rtnetlink;
import dev.jstack.networking.port.HostPorts;
import dev.jstack.networking.tap.Tap;
import dev.jstack.runtime.linux.NetworkNamespaces;
import dev.jstack.runtime.linux.OwnUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What networks and sandboxes of one engine are made with; wired once, in {@link #open}. */
record Equipment(
    LinkNames linkNames,
    Rtnetlink host,
    NetworkNamespaces namespaces,
    Demolition demolition,
    Firewall firewall,
    Rules rules,
    Bridges bridges,
    Parents parents,
    Wiring wiring,
    Addressing addressing,
    HostPorts hostPorts,
    HostResolver resolver,
    NameTable names,
    DnsServer dns,
    Optional<Tap> tap,
    Rtnetlink outside)
    implements AutoCloseable {

  private static final int LOOPBACK = 1;

  /** For the network namespace of the calling thread; without root for one beside it. */
  static Equipment open(Path runDir, Function<LinkNames, Firewall> firewalls, Path resolvConf) {
    var linkNames = LinkNames.of(runDir);
    var namespaces =
        OwnUser.isConfined() ? NetworkNamespaces.apart(pin(runDir)) : new NetworkNamespaces();
    var host = namespaces.atHome(Rtnetlink::open);
    var doomed = namespaces.atHome(Rtnetlink::open);
    var demolition = new Demolition(doomed, linkNames.doomedGroup());
    var firewall = namespaces.atHome(() -> firewalls.apply(linkNames));
    var bridges = new Bridges(host, linkNames, demolition, firewall.forwards(), namespaces);
    var parents = new Parents(host, linkNames, demolition, namespaces);
    if (namespaces.isApart()) {
      host.run(List.of(Links.up(LOOPBACK)));
    }
    var resolver = new HostResolver(resolvConf);
    var names = new NameTable();
    var outside = namespaces.isApart() ? Rtnetlink.open() : host;
    return new Equipment(
        linkNames,
        host,
        namespaces,
        demolition,
        firewall,
        namespaces.atHome(() -> new Rules(firewall)),
        bridges,
        parents,
        new Wiring(namespaces, host, bridges, parents, linkNames, firewall),
        new Addressing(),
        new HostPorts(),
        resolver,
        names,
        DnsServer.start(names, () -> resolver.read().servers()),
        namespaces.isApart()
            ? Optional.of(new Tap(runDir, pin(runDir), host, () -> taken(host, outside, "")))
            : Optional.empty(),
        outside);
  }

  /** Mounted there: the namespace of an ordinary user's bridges. */
  private static Path pin(Path runDir) {
    return runDir.resolve("netns");
  }

  /** The addresses of the host, also of the real one if the bridges are apart from it. */
  List<Taken> taken(String except) {
    return taken(host, outside, except);
  }

  private static List<Taken> taken(Rtnetlink host, Rtnetlink outside, String except) {
    var taken = HostRoutes.taken(host, except);
    return outside == host
        ? taken
        : Stream.concat(taken.stream(), HostRoutes.taken(outside, "").stream()).toList();
  }

  @Override
  public void close() {
    dns.close();
    resolver.close();
    demolition.close();
    namespaces.close();
    firewall.close();
    host.close();
    if (outside != host) {
      outside.close();
    }
  }
}
