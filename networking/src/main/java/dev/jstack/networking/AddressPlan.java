package dev.jstack.networking;

import dev.jstack.networking.Network.Range;
import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.address.SubnetChoice;
import dev.jstack.networking.address.Taken;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.JstackException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Decides a new network's subnets, from what its user asks for and what is taken. */
final class AddressPlan {
  private static final SubnetRequest NOTHING = new SubnetRequest(null, null, null, Map.of());

  private final Collection<Network> networks;
  private final Collection<Taken> hostUses;

  /**
   * {@code hostUses} binds subnets that jstack chooses. The user may know better, and take a part
   * of a wider route; but not what the host reaches directly.
   */
  AddressPlan(Collection<Network> networks, Collection<Taken> hostUses) {
    this.networks = networks;
    this.hostUses = hostUses;
  }

  /** The IPv4 subnets first; those of a family that the network does not have are left out. */
  List<Range> ranges(NetworkDefinition definition) {
    if (!definition.ipv4() && !definition.ipv6()) {
      throw new JstackException("IPv4 or IPv6 must be enabled");
    }
    var ranges = new ArrayList<Range>();
    for (boolean ipv4 : new boolean[] {true, false}) {
      if (ipv4 ? definition.ipv4() : definition.ipv6()) {
        ranges.addAll(ranges(definition, ipv4));
      }
    }
    return ranges;
  }

  private List<Range> ranges(NetworkDefinition definition, boolean ipv4) {
    var ranges = new ArrayList<Range>();
    for (var request : definition.subnets()) {
      if (request.subnet() != null && request.isFixed(ipv4)) {
        var subnet = wanted(Subnet.parse(request.subnet()), definition.driver());
        if (ranges.stream().anyMatch(range -> range.subnet().overlaps(subnet))) {
          throw new ConflictException("subnet " + subnet + " is asked for twice");
        }
        ranges.add(range(request, subnet));
      }
    }
    if (ranges.isEmpty()) {
      var request =
          definition.subnets().stream()
              .filter(s -> s.subnet() == null && s.suits(ipv4))
              .findFirst()
              .orElse(NOTHING);
      ranges.add(range(request, ipv4 ? chosen(definition.name()) : ipv6(definition.name())));
    }
    return ranges;
  }

  private Subnet ipv6(String name) {
    return SubnetChoice.ipv6(name, used());
  }

  /** Two macvlan networks on different links may well have the same addresses. */
  private Subnet wanted(Subnet subnet, NetworkDriver driver) {
    for (var network : networks) {
      boolean apart = driver != NetworkDriver.BRIDGE && !network.bridged();
      if (!apart && network.subnets().stream().anyMatch(range -> range.subnet().overlaps(subnet))) {
        throw new ConflictException(
            "pool overlaps with other one on this address space: "
                + subnet
                + " with network "
                + network.name());
      }
    }
    if (driver == NetworkDriver.BRIDGE) {
      checkHost(subnet);
    }
    return subnet;
  }

  private void checkHost(Subnet subnet) {
    for (var taken : hostUses) {
      if (taken.direct() && subnet.contains(taken.subnet())) {
        throw new ConflictException(
            "subnet " + subnet + " collides with " + taken + " of this machine",
            "choose another subnet, or leave it to jstack");
      }
    }
  }

  private Subnet chosen(String name) {
    return SubnetChoice.ipv4(name, used())
        .orElseThrow(() ->
            new JstackException(
                "all predefined address pools have been fully subnetted",
                "set a subnet (networks.NAME.ipam.config); the widest in use: " + widest(),
                null));
  }

  private String widest() {
    return hostUses.stream()
        .filter(taken -> taken.subnet().isIpv4())
        .sorted(Comparator.comparingInt(taken -> taken.subnet().prefix()))
        .limit(3)
        .map(Taken::toString)
        .collect(Collectors.joining(", "));
  }

  private List<Subnet> used() {
    var used = new ArrayList<>(hostUses.stream().map(Taken::subnet).toList());
    networks.forEach(network -> network.subnets().forEach(range -> used.add(range.subnet())));
    return used;
  }

  private static Range range(SubnetRequest request, Subnet subnet) {
    var gateway = request.gateway() == null ? subnet.at(1) : Subnet.literal(request.gateway());
    inside("gateway", gateway, subnet);
    var pool = request.ipRange() == null ? subnet : Subnet.parse(request.ipRange());
    if (!subnet.contains(pool)) {
      throw new JstackException("ip_range " + pool + " is not in subnet " + subnet);
    }
    var reserved = new ArrayList<InetAddress>();
    reserve("gateway", gateway, subnet, reserved);
    request
        .auxAddresses()
        .forEach((name, address) -> {
          inside("auxiliary address", Subnet.literal(address), subnet);
          reserve("auxiliary address " + name, Subnet.literal(address), subnet, reserved);
        });
    return new Range(subnet, gateway, pool, reserved);
  }

  private static void reserve(
      String what, InetAddress address, Subnet subnet, List<InetAddress> reserved) {
    boolean ends = subnet.isIpv4() && subnet.size() > 2;
    boolean atEnd = address.equals(subnet.at(0)) || address.equals(subnet.broadcast());
    if ((ends && atEnd) || reserved.contains(address)) {
      throw new ConflictException(
          what + " " + AddressText.of(address) + ": address already in use");
    }
    reserved.add(address);
  }

  private static void inside(String what, InetAddress address, Subnet subnet) {
    if (!subnet.contains(address)) {
      throw new JstackException(
          what + " " + AddressText.of(address) + " is not in subnet " + subnet);
    }
  }
}
