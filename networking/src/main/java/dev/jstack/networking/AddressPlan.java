package dev.jstack.networking;

import dev.jstack.networking.Network.Range;
import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.address.SubnetChoice;
import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.JstackException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Decides a new network's subnets, from what its user asks for and what is taken. */
final class AddressPlan {
  private static final SubnetRequest NOTHING = new SubnetRequest(null, null, null, Map.of());

  private final Collection<Network> networks;
  private final Collection<Subnet> hostUses;

  /** {@code hostUses} binds only subnets that jstack chooses: the user may know better. */
  AddressPlan(Collection<Network> networks, Collection<Subnet> hostUses) {
    this.networks = networks;
    this.hostUses = hostUses;
  }

  /** The IPv4 subnets first. */
  List<Range> ranges(NetworkDefinition definition) {
    var ranges = new ArrayList<Range>();
    for (var request : definition.subnets()) {
      if (request.subnet() != null) {
        ranges.add(range(request, wanted(Subnet.parse(request.subnet()))));
      }
    }
    if (ranges.stream().noneMatch(range -> range.subnet().isIpv4())) {
      var request =
          definition.subnets().stream().filter(s -> s.subnet() == null).findFirst().orElse(NOTHING);
      ranges.add(range(request, chosen(definition.name())));
    }
    if (definition.ipv6() && ranges.stream().allMatch(range -> range.subnet().isIpv4())) {
      ranges.add(range(NOTHING, SubnetChoice.ipv6(definition.name())));
    }
    ranges.sort(Comparator.comparing(range -> !range.subnet().isIpv4()));
    return ranges;
  }

  private Subnet wanted(Subnet subnet) {
    for (var network : networks) {
      if (network.subnets().stream().anyMatch(range -> range.subnet().overlaps(subnet))) {
        throw new ConflictException(
            "pool overlaps with other one on this address space: "
                + subnet
                + " with network "
                + network.name());
      }
    }
    return subnet;
  }

  private Subnet chosen(String name) {
    var used = new ArrayList<>(hostUses);
    networks.forEach(network -> network.subnets().forEach(range -> used.add(range.subnet())));
    return SubnetChoice.ipv4(name, used)
        .orElseThrow(() ->
            new JstackException(
                "all predefined address pools have been fully subnetted",
                "set a subnet: networks.NAME.ipam.config",
                null));
  }

  private static Range range(SubnetRequest request, Subnet subnet) {
    var gateway = request.gateway() == null ? subnet.at(1) : Subnet.literal(request.gateway());
    inside("gateway", gateway, subnet);
    var pool = request.ipRange() == null ? subnet : Subnet.parse(request.ipRange());
    if (!subnet.contains(pool)) {
      throw new JstackException("ip_range " + pool + " is not in subnet " + subnet);
    }
    var reserved = new ArrayList<InetAddress>();
    reserved.add(gateway);
    for (var address : request.auxAddresses().values()) {
      inside("auxiliary address", Subnet.literal(address), subnet);
      reserved.add(Subnet.literal(address));
    }
    return new Range(subnet, gateway, pool, reserved);
  }

  private static void inside(String what, InetAddress address, Subnet subnet) {
    if (!subnet.contains(address)) {
      throw new JstackException(
          what + " " + address.getHostAddress() + " is not in subnet " + subnet);
    }
  }
}
