package dev.jstack.networking.netlink;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.NetlinkSocket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The kernel's memory of who talks to whom (linux/netfilter/nfnetlink_conntrack.h). A flow of
 * datagrams stays on the way it first took, even when that leads nowhere any more.
 */
public final class Conntrack {
  private static final int CTNETLINK = 1 << 8;
  private static final int GET = CTNETLINK | 1;
  private static final int DELETE = CTNETLINK | 2;
  private static final int TUPLE_ORIGINAL = 1;
  private static final int TUPLE_REPLY = 2;
  private static final int TUPLE_IP = 1;
  private static final int TUPLE_PROTOCOL = 2;
  private static final int SOURCE_IPV4 = 1;
  private static final int SOURCE_IPV6 = 3;
  private static final int PROTOCOL_NUMBER = 1;
  private static final int DESTINATION_PORT = 3;
  private static final int HEADER_BYTES = 4;

  private static final int[] FAMILIES = {Rtnetlink.AF_INET, Rtnetlink.AF_INET6};

  private Conntrack() {}

  /**
   * A flow.
   *
   * @param protocol as in the IP header
   * @param port that the client sends to
   * @param client where questions come from
   * @param server where answers come from
   */
  public record Flow(int protocol, int port, InetAddress client, InetAddress server) {}

  /** Forgets flows, in the calling thread's network namespace. */
  public static void forget(Predicate<Flow> unwanted) {
    try (var socket = NetlinkSocket.open(NetlinkSocket.Protocol.NETFILTER)) {
      int sequence = 0;
      for (int family : FAMILIES) {
        var doomed = new ArrayList<byte[]>();
        socket.send(message(GET, Request.DUMP, family).finish(++sequence));
        Reply.dump(socket, sequence, "list flows", b -> select(b, unwanted).ifPresent(doomed::add));
        delete(socket, family, doomed);
      }
    } catch (LinuxException e) {
      if (!e.is(Errno.EOPNOTSUPP) && !e.is(Errno.EINVAL)) { // else nothing is tracked here
        throw e;
      }
    }
  }

  /** Not waited for, as a flow may be gone already. */
  private static void delete(NetlinkSocket socket, int family, List<byte[]> tuples) {
    for (var tuple : tuples) {
      var message = message(DELETE, 0, family);
      message.attribute(TUPLE_ORIGINAL | 0x8000, tuple);
      socket.send(message.finish(0));
    }
  }

  private static NetlinkMessage message(int type, int flags, int family) {
    return new NetlinkMessage(type, Request.REQUEST | flags).u8(family).u8(0).u16(0);
  }

  /** What names the flow, if it is unwanted. */
  private static Optional<byte[]> select(ByteBuffer body, Predicate<Flow> unwanted) {
    var attributes = Attributes.read(body.position(HEADER_BYTES));
    var original = attributes.bytes(TUPLE_ORIGINAL);
    var reply = attributes.bytes(TUPLE_REPLY);
    if (original.isEmpty() || reply.isEmpty()) {
      return Optional.empty();
    }
    var protocol = nested(original.get(), TUPLE_PROTOCOL);
    var client = source(original.get());
    var server = source(reply.get());
    if (client.isEmpty() || server.isEmpty()) {
      return Optional.empty();
    }
    int number = protocol.bytes(PROTOCOL_NUMBER).map(value -> (int) value[0]).orElse(0);
    int port = protocol.bytes(DESTINATION_PORT).map(Conntrack::port).orElse(0);
    var flow = new Flow(number, port, client.get(), server.get());
    return unwanted.test(flow) ? original : Optional.empty();
  }

  private static Optional<InetAddress> source(byte[] tuple) {
    var addresses = nested(tuple, TUPLE_IP);
    return addresses
        .bytes(SOURCE_IPV4)
        .or(() -> addresses.bytes(SOURCE_IPV6))
        .map(Conntrack::address);
  }

  private static Attributes nested(byte[] tuple, int type) {
    var content = Attributes.read(buffer(tuple)).bytes(type).orElse(new byte[0]);
    return Attributes.read(buffer(content));
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  private static int port(byte[] value) {
    return Short.toUnsignedInt(ByteBuffer.wrap(value).getShort());
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
