package dev.jstack.networking.firewall;

import dev.jstack.networking.netlink.Nfnetlink;
import dev.jstack.networking.port.Protocol;
import java.net.InetAddress;
import java.util.List;

/**
 * Leads port 53 of an address of a namespace's loopback to another port of it, so that the
 * container itself may listen on port 53 of all its addresses.
 */
public final class DnsRedirect {
  private static final int OUTPUT = 3;
  private static final int DESTINATION_ADDRESS = 16;
  private static final int DESTINATION_PORT = 2;

  private DnsRedirect() {}

  /** In the calling thread's namespace, in place of what it was. */
  public static void install(InetAddress address, int port) {
    var table = new Table("jstack_dns", Nfnetlink.IPV4).delete().create();
    table.chain("own", "nat", OUTPUT, -100);
    for (var protocol : List.of(Protocol.UDP, Protocol.TCP)) {
      table.rule(
          "own",
          Expression.payload(Expression.NETWORK_HEADER, DESTINATION_ADDRESS, 4, 1),
          Expression.equal(1, address.getAddress()),
          Expression.meta(Expression.L4PROTO, 1),
          Expression.equal(1, Expression.bytes(protocol.number())),
          Expression.payload(Expression.TRANSPORT_HEADER, DESTINATION_PORT, 2, 1),
          Expression.equal(1, Expression.bytes(0, 53)),
          Expression.constant(1, address.getAddress()),
          Expression.constant(2, Expression.bytes(port >> 8, port)),
          Expression.dnat(Nfnetlink.IPV4, 1, 2));
    }
    var kernel = Nfnetlink.open();
    try {
      kernel.run("redirect port 53", table.changes());
    } finally {
      // The kernel ends its work on the rules in close(2), some 10 ms that no start has to wait
      // for.
      Thread.ofPlatform().daemon().name("netlink close").start(kernel::close);
    }
  }
}
