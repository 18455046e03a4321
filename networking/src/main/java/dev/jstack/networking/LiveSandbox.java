package dev.jstack.networking;

import dev.jstack.networking.dns.Caller;
import dev.jstack.networking.dns.DnsSockets;
import dev.jstack.networking.dns.Origin;
import dev.jstack.networking.dns.ResolvConf;
import dev.jstack.networking.firewall.Element;
import dev.jstack.networking.port.HostPort;
import dev.jstack.networking.port.PublishedPort;
import dev.jstack.networking.tap.Tap;
import dev.jstack.runtime.linux.Fd;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A sandbox of this engine. Its state changes only under the lock of {@link Networks}. */
final class LiveSandbox implements Sandbox {
  private final Fd namespace;
  private final Optional<DnsSockets> dns;
  private final Supplier<ResolvConf> host;
  private final Optional<Tap> tap;
  private final Origin origin;
  private volatile View view;

  /**
   * What belongs together and changes together.
   *
   * @param entrance where a proxy leads published ports
   * @param ordered its ends, the one that names are looked up on first in front
   */
  record View(
      SandboxState state,
      List<InetAddress> gateways,
      List<Element> elements,
      List<HostPort> hostPorts,
      Optional<InetAddress> entrance,
      List<Attachment> ordered) {}

  LiveSandbox(Fd namespace, Optional<DnsSockets> dns, Equipment equipment, View view) {
    this.namespace = namespace;
    this.dns = dns;
    host = equipment.resolver()::read;
    tap = equipment.tap();
    origin = new ContainerOrigin(equipment.namespaces(), namespace);
    this.view = view;
  }

  @Override
  public String containerId() {
    return view.state().containerId();
  }

  @Override
  public Path namespace() {
    return Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace.number());
  }

  @Override
  public List<Attachment> attachments() {
    return view.state().attachments();
  }

  @Override
  public List<PublishedPort> ports() {
    return view.hostPorts().stream().flatMap(port -> port.published().stream()).toList();
  }

  /** The host as the container sees it. Without root the gateway is in a namespace beside it. */
  private InetAddress hostAddress(InetAddress gateway) {
    return tap.flatMap(Tap::hostAddress).orElse(gateway);
  }

  @Override
  public String hosts() {
    var now = view;
    var addresses =
        now.state().attachments().stream().flatMap(a -> a.addresses().stream()).toList();
    return HostFiles.hosts(
        now.state().extraHosts(),
        now.state().hostname(),
        addresses,
        now.gateways().stream().findFirst().map(this::hostAddress),
        Sysctl.ipv6());
  }

  @Override
  public String resolvConf() {
    var settings = view.state().resolver();
    boolean asksUs = dns.isPresent() && (settings.servers().isEmpty() || findsNames());
    return asksUs
        ? HostFiles.resolvConf(host.get(), settings)
        : HostFiles.merge(host.get(), settings).toString();
  }

  /** Where it finds nobody, the user's name servers need nobody in between. */
  private boolean findsNames() {
    return attachments().stream().anyMatch(attachment -> !attachment.names().isEmpty());
  }

  /** As far as names are concerned. */
  Caller caller() {
    var now = view;
    return new Caller(
        now.ordered().stream().map(Attachment::networkId).toList(),
        !now.gateways().isEmpty(),
        now.state().resolver().servers(),
        origin,
        now.state().resolver().links());
  }

  View view() {
    return view;
  }

  void update(View changed) {
    view = changed;
  }

  SandboxState state() {
    return view.state();
  }

  Fd descriptor() {
    return namespace;
  }

  Optional<DnsSockets> dns() {
    return dns;
  }

  List<HostPort> hostPorts() {
    return view.hostPorts();
  }
}
