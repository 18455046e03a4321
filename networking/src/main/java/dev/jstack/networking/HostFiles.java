package dev.jstack.networking;

import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.dns.DnsSockets;
import dev.jstack.networking.dns.ResolvConf;
import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the contents of a container's /etc/hosts and /etc/resolv.conf, as Docker does. */
final class HostFiles {
  private static final String IPV4 = "127.0.0.1\tlocalhost\n";
  private static final String IPV6 =
      """
      ::1\tlocalhost ip6-localhost ip6-loopback
      fe00::\tip6-localnet
      ff00::\tip6-mcastprefix
      ff02::1\tip6-allnodes
      ff02::2\tip6-allrouters
      """;
  private static final String HOST_NAME = "host.docker.internal";

  private HostFiles() {}

  /**
   * The user's lines come before the container's own.
   *
   * @param gateway what {@code host-gateway} means: the host as the container sees it
   */
  static String hosts(
      List<String> extraHosts,
      String hostname,
      List<InetAddress> addresses,
      Optional<InetAddress> gateway,
      boolean ipv6) {
    var text = new StringBuilder(IPV4).append(ipv6 ? IPV6 : "");
    boolean named = false;
    for (var line : extraHosts) {
      var host = ExtraHost.parse(line);
      named |= host.name().equals(HOST_NAME);
      text.append(host.address(gateway)).append('\t').append(host.name()).append('\n');
    }
    if (!named && gateway.isPresent()) {
      text.append(AddressText.of(gateway.get())).append('\t').append(HOST_NAME).append('\n');
    }
    int dot = hostname.indexOf('.');
    var names = dot < 0 ? hostname : hostname + " " + hostname.substring(0, dot);
    addresses.forEach(a -> text.append(AddressText.of(a)).append('\t').append(names).append('\n'));
    return text.toString();
  }

  /** The host's own file, or the user's lines; {@code host-gateway} is the loopback. */
  static String hostMode(Path file, List<String> extraHosts, boolean ipv6) {
    var text = new StringBuilder();
    try {
      boolean own = extraHosts.isEmpty() && Files.exists(file);
      text.append(own ? Files.readString(file) : IPV4 + (ipv6 ? IPV6 : ""));
    } catch (IOException e) {
      throw new JstackException("cannot read " + file, e);
    }
    var loopback = Optional.of(InetAddress.getLoopbackAddress());
    for (var line : extraHosts) {
      var host = ExtraHost.parse(line);
      text.append(host.address(loopback)).append('\t').append(host.name()).append('\n');
    }
    return text.toString();
  }

  /** With the embedded name server: the host's file but for the server. */
  static String resolvConf(ResolvConf host, ResolverSettings settings) {
    var merged = merge(host, settings);
    var options = new ArrayList<>(merged.options());
    if (options.stream().noneMatch(option -> option.startsWith("ndots:"))) {
      options.add("ndots:0");
    }
    var told = settings.servers();
    return new ResolvConf(List.of(DnsSockets.ADDRESS), merged.search(), options)
        + (told.isEmpty() ? "" : "\n# ExtServers: [" + String.join(" ", told) + "]\n");
  }

  /** Each part that the user set replaces the host's. */
  static ResolvConf merge(ResolvConf host, ResolverSettings settings) {
    var search = settings.search().isEmpty() ? host.search() : settings.search();
    return new ResolvConf(
        settings.servers().isEmpty() ? host.servers() : settings.servers(),
        search.equals(List.of(".")) ? List.of() : search,
        settings.options().isEmpty() ? host.options() : settings.options());
  }
}
