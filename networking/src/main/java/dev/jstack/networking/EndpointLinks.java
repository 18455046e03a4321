package dev.jstack.networking;

import dev.jstack.networking.address.MacAddress;
import dev.jstack.runtime.ConflictException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Decides how a container's link is called and which hardware address it has. */
final class EndpointLinks {
  private EndpointLinks() {}

  /** Its own name, else the network's prefix with the lowest number that is free. */
  static String name(EndpointRequest endpoint, Network network, List<Attachment> others) {
    var taken = others.stream().map(Attachment::interfaceName).toList();
    var wanted = EndpointOptions.interfaceName(endpoint);
    if (wanted.isPresent()) {
      if (taken.contains(wanted.get())) {
        throw new ConflictException(
            "interface name \"" + wanted.get() + "\" is wanted on two networks");
      }
      return wanted.get();
    }
    var prefix = network.options().containerPrefix();
    int number = 0;
    while (taken.contains(prefix + number)) {
      number++;
    }
    return prefix + number;
  }

  /** One that follows from the address: whoever gets the address again spoils nobody's cache. */
  static MacAddress mac(EndpointRequest endpoint, InetAddress address) {
    if (endpoint.mac() != null) {
      return MacAddress.parse(endpoint.mac());
    }
    var bytes = address.getAddress();
    return MacAddress.local(
        ByteBuffer.allocate(6)
            .put((byte) 0x02)
            .put((byte) 0x42)
            .put(bytes, bytes.length - 4, 4)
            .array());
  }
}
