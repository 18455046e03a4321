package dev.jstack.networking;

import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.JstackException;
import java.util.Collection;

/** Looks whether a network can be had before anything of it is made. */
final class DriverChecks {
  private final Equipment equipment;
  private final Collection<Network> networks;

  DriverChecks(Equipment equipment, Collection<Network> networks) {
    this.equipment = equipment;
    this.networks = networks;
  }

  /** Fails where this machine can't have the network, or has its bridge already. */
  void check(Network network) {
    var options = network.options();
    if (!network.bridged()) {
      if (equipment.namespaces().isApart()) {
        throw new JstackException(
            network.definition().driver()
                + " network "
                + network
                + " can't be had without root: the links of this machine are not its users'",
            "use the driver bridge, or root's engine",
            null);
      }
      if (options.parent().isEmpty()) {
        throw new JstackException(
            network.definition().driver() + " network " + network + " has no parent",
            "name a link of this machine: driver_opts: {parent: eth0}",
            null);
      }
      equipment.parents().check(network.definition().driver());
      var _ = equipment.parents().index(network);
    } else if (!equipment.firewall().forwards()
        && !(options.gatewayMode(true).proxied() && options.gatewayMode(false).proxied())) {
      throw new JstackException(
          "network " + network + ": this gateway mode needs nf_tables, which the kernel lacks");
    }
    var taken =
        networks.stream()
            .filter(other -> network.bridged() && other.bridge().equals(network.bridge()))
            .findFirst();
    if (taken.isPresent()) {
      throw new ConflictException(
          "bridge name " + network.bridge() + " is in use by network " + taken.get());
    }
  }
}
