package dev.jstack.networking;

import dev.jstack.networking.address.MacAddress;
import dev.jstack.networking.netlink.Link;
import dev.jstack.networking.netlink.Links;
import dev.jstack.networking.netlink.Request;
import dev.jstack.networking.netlink.Rtnetlink;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.NetworkNamespaces;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The links of the host that macvlan and ipvlan networks use. {@code eth0.10} is VLAN 10 on eth0,
 * whatever it is called; where there is none it is made, and goes with the last network that uses
 * it.
 */
final class Parents {
  private static final Pattern VLAN = Pattern.compile("(.+)\\.(\\d{1,4})");
  private static final int LARGEST_VLAN = 4094;
  private static final int LOOPBACK = 1;
  private static final int MTU = 1500;
  private static final int FIRST_MODE = 1;

  private final Rtnetlink host;
  private final LinkNames names;
  private final Demolition demolition;
  private final NetworkNamespaces namespaces;

  Parents(Rtnetlink host, LinkNames names, Demolition demolition, NetworkNamespaces namespaces) {
    this.host = host;
    this.names = names;
    this.demolition = demolition;
    this.namespaces = namespaces;
  }

  /** Fails if the kernel has no such links: to be known before a container wants one. */
  void check(NetworkDriver driver) {
    try {
      namespaces
          .create(namespace -> {
            var mac = MacAddress.parse("02:00:00:00:00:01");
            var end = new Links.Peer("probe", mac, LOOPBACK + 1, namespace.number());
            try (var inside = Rtnetlink.open()) {
              inside.run(probe(driver, end).unless(Errno.EINVAL));
            }
            return namespace;
          })
          .close();
    } catch (LinuxException e) {
      if (e.is(Errno.EOPNOTSUPP)) {
        throw lacks(driver + " networks", driver.toString(), e);
      }
      throw e;
    }
  }

  private static Request probe(NetworkDriver driver, Links.Peer end) {
    return driver == NetworkDriver.MACVLAN
        ? Links.macvlan(LOOPBACK, FIRST_MODE, MTU, end)
        : Links.ipvlan(LOOPBACK, FIRST_MODE, MTU, end);
  }

  private static JstackException lacks(String what, String module, LinuxException cause) {
    return new JstackException(
        "this kernel has no " + what, "load its module: modprobe " + module, cause);
  }

  /** The index of a network's parent, which is made if it is a VLAN's. */
  int index(Network network) {
    var name = network.options().parent().orElseThrow();
    return host.link(name)
        .or(() -> makeVlan(name))
        .orElseThrow(() ->
            new JstackException("parent \"" + name + "\" of network " + network + " is not there"))
        .index();
  }

  private Optional<Link> makeVlan(String name) {
    var parts = VLAN.matcher(name);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int id = Integer.parseInt(parts.group(2));
    var base = host.link(parts.group(1));
    if (base.isEmpty() || id < 1 || id > LARGEST_VLAN) {
      return Optional.empty();
    }
    var vlan = new Link.Vlan(base.get().index(), id);
    return carrying(vlan)
        .or(() -> {
          make(name, vlan);
          return carrying(vlan);
        });
  }

  /** Whatever somebody else called it: the kernel has each VLAN of a link only once. */
  private Optional<Link> carrying(Link.Vlan vlan) {
    return host.links().stream().filter(l -> l.vlan().equals(Optional.of(vlan))).findFirst();
  }

  /** One that somebody makes at the same moment stays theirs. */
  private void make(String name, Link.Vlan vlan) {
    try {
      host.run(Links.vlan(name, vlan.parent(), vlan.id()));
      host.run(Links.alias(name, names.runDirectory()));
    } catch (LinuxException e) {
      if (e.is(Errno.EOPNOTSUPP)) {
        throw lacks("VLANs, so \"" + name + "\" can't be made", "8021q", e);
      }
      if (!e.is(Errno.EEXIST)) {
        throw e;
      }
    }
  }

  /** Deletes those parents that we made for these networks and that no other one uses. */
  void delete(Collection<Network> networks, Collection<Network> others) {
    var used = parents(others);
    demolition.delete(
        parents(networks).stream()
            .filter(name -> !used.contains(name))
            .filter(name -> host.link(name).filter(this::isOurs).isPresent())
            .toList());
  }

  /** It is in no group of ours: what comes in by it is not from a container. */
  private boolean isOurs(Link link) {
    return link.alias().equals(names.runDirectory());
  }

  private static List<String> parents(Collection<Network> networks) {
    return networks.stream()
        .filter(network -> !network.bridged())
        .flatMap(network -> network.options().parent().stream())
        .distinct()
        .toList();
  }
}
