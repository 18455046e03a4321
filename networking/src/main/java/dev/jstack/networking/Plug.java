package dev.jstack.networking;

import dev.jstack.networking.netlink.Addresses;
import dev.jstack.networking.netlink.Links;
import dev.jstack.networking.netlink.Request;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An attachment on its way into a namespace.
 *
 * @param index of the link inside; ours to choose in a new namespace
 */
record Plug(Attachment attachment, Network network, int index) {
  /** From inside: addresses, then up. */
  List<Request> inside() {
    var requests = new ArrayList<Request>();
    for (var address : attachment.addresses()) {
      var subnet = range(address).subnet();
      requests.add(Addresses.add(index, address, subnet.prefix(), subnet.broadcast()));
    }
    requests.add(Links.up(index));
    return requests;
  }

  boolean onlyIpv4() {
    return attachment.addresses().size() == 1;
  }

  private Network.Range range(InetAddress address) {
    return network.subnets().stream()
        .filter(range -> range.subnet().contains(address))
        .findFirst()
        .orElseThrow();
  }
}
