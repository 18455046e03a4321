package dev.jstack.networking.netlink;

import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.NetlinkSocket;
import java.util.ArrayList;
import java.util.List;

/** The nf_tables tables of the calling thread's network namespace (linux/netfilter/nf_tables.h). */
public final class Tables {
  private static final int GET_TABLE = 10 << 8 | 1;
  private static final int DELETE_TABLE = 2;
  private static final int HEADER_BYTES = 4;
  private static final int TABLE_NAME = 1;

  private Tables() {}

  /** The names of those for IPv4 and IPv6 at once (family {@code inet}). */
  public static List<String> names() {
    var found = new ArrayList<String>();
    try (var socket = NetlinkSocket.open(NetlinkSocket.Protocol.NETFILTER)) {
      var message = new NetlinkMessage(GET_TABLE, Request.REQUEST | Request.DUMP);
      socket.send(message.u8(Nfnetlink.INET).u8(0).u16(0).finish(1));
      Reply.dump(
          socket,
          1,
          "list tables",
          body ->
              Attributes.read(body.position(HEADER_BYTES)).text(TABLE_NAME).ifPresent(found::add));
    } catch (LinuxException e) {
      return List.of(); // no nf_tables
    }
    return found;
  }

  /** Deletes tables of the family {@code inet}. */
  public static void delete(List<String> names) {
    try (var kernel = Nfnetlink.open()) {
      for (var name : names) {
        kernel.run(
            "delete table " + name,
            List.of(
                Nfnetlink.Change.delete(
                    DELETE_TABLE, Nfnetlink.INET, m -> m.attributeText(1, name))));
      }
    }
  }
}
