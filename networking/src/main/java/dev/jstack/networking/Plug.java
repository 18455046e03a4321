package dev.jstack.networking;

import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.netlink.Addresses;
import dev.jstack.networking.netlink.Links;
import dev.jstack.networking.netlink.Request;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An attachment on its way into a namespace.
 *
 * @param index of the link inside; known beforehand in a new namespace, where the kernel counts
 *     from the first
 */
record Plug(Attachment attachment, Network network, int index) {
  private static final Subnet LINK_LOCAL_IPV4 = Subnet.parse("169.254.0.0/16");
  private static final Subnet LINK_LOCAL_IPV6 = Subnet.parse("fe80::/64");

  /** The same once the link is there. */
  Plug withIndex(int actual) {
    return new Plug(attachment, network, actual);
  }

  /** From inside: addresses, then up. */
  List<Request> inside() {
    var requests = new ArrayList<Request>();
    for (var address : attachment.addresses()) {
      requests.add(add(address, network.range(address).subnet()));
    }
    for (var address : attachment.linkLocal()) {
      boolean ipv4 = address.getAddress().length == 4;
      requests.add(add(address, ipv4 ? LINK_LOCAL_IPV4 : LINK_LOCAL_IPV6));
    }
    requests.add(Links.up(index));
    return requests;
  }

  private Request add(InetAddress address, Subnet subnet) {
    return Addresses.add(index, address, subnet.prefix(), subnet.broadcast());
  }

  boolean onlyIpv4() {
    return attachment.address(false).isEmpty()
        && attachment.linkLocal().stream().noneMatch(a -> a.getAddress().length == 16);
  }
}
