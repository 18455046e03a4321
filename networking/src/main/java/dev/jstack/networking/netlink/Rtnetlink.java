package dev.jstack.networking.netlink;

import dev.jstack.networking.address.Subnet;
import dev.jstack.runtime.JstackException;
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
import java.util.function.Consumer;

/** A conversation with the kernel about the network of one namespace. Safe for many threads. */
public final class Rtnetlink implements AutoCloseable {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  private static final int BATCH = 64;

  private static final int GETLINK = 18;
  private static final int GETROUTE = 26;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_MASTER = 10;
  private static final int IFLA_LINK = 5;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_IFALIAS = 20;
  private static final int IFLA_GROUP = 27;
  private static final int INFO_KIND = 1;
  private static final int INFO_DATA = 2;
  private static final int VLAN_ID = 1;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;
  private static final int RTA_TABLE = 15;
  private static final int RTA_VIA = 18;

  private final NetlinkSocket socket;
  private int sequence;

  private Rtnetlink(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** Talks about the calling thread's network namespace, now and later. */
  public static Rtnetlink open() {
    return new Rtnetlink(NetlinkSocket.open(NetlinkSocket.Protocol.ROUTE));
  }

  /**
   * Carries out all requests in order, many in one system call. The kernel goes on after a failure;
   * the first one is thrown, the others are attached to it.
   */
  public synchronized void run(List<Request> requests) {
    var failures = new ArrayList<LinuxException>();
    for (int from = 0; from < requests.size(); from += BATCH) {
      batch(requests.subList(from, Math.min(requests.size(), from + BATCH)), failures);
    }
    if (!failures.isEmpty()) {
      var first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  public void run(Request... requests) {
    run(List.of(requests));
  }

  /** All links of the namespace. */
  public synchronized List<Link> links() {
    var message = new NetlinkMessage(GETLINK, Request.REQUEST | Request.DUMP);
    var links = new ArrayList<Link>();
    dump("list links", message.u32(0).u32(0).u32(0).u32(0), body -> links.add(link(body)));
    return links;
  }

  /** The link of this name. */
  public synchronized Optional<Link> link(String name) {
    var message = new NetlinkMessage(GETLINK, Request.REQUEST);
    message.u32(0).u32(0).u32(0).u32(0).attributeText(IFLA_IFNAME, name);
    int wanted = ++sequence;
    socket.send(message.finish(wanted));
    while (true) {
      var reply = Reply.next(socket.receive());
      if (reply.sequence() != wanted) {
        continue;
      }
      if (reply.type() != Reply.ERROR) {
        return Optional.of(link(reply.body()));
      }
      var errno = reply.errno();
      if (errno.number() == Errno.ENODEV.number()) {
        return Optional.empty();
      }
      throw new LinuxException("find link " + name, errno);
    }
  }

  /** The IPv4 and IPv6 routes of all tables. */
  public synchronized List<Route> routes() {
    var routes = new ArrayList<Route>();
    for (int family : new int[] {AF_INET, AF_INET6}) {
      var message = new NetlinkMessage(GETROUTE, Request.REQUEST | Request.DUMP);
      message.u8(family).u8(0).u8(0).u8(0).u32(0).u32(0);
      dump("list routes", message, body -> routes.add(route(body)));
    }
    return routes;
  }

  @Override
  public void close() {
    socket.close();
  }

  private void batch(List<Request> requests, List<LinuxException> failures) {
    int first = sequence + 1;
    var messages = requests.stream().map(r -> r.message().finish(++sequence)).toList();
    int size = messages.stream().mapToInt(ByteBuffer::remaining).sum();
    var all = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    messages.forEach(all::put);
    socket.send(all.flip());
    for (int open = requests.size(); open > 0; ) {
      var datagram = socket.receive();
      while (datagram.remaining() >= Reply.HEADER_BYTES) {
        var reply = Reply.next(datagram);
        int index = reply.sequence() - first;
        if (reply.type() == Reply.ERROR && index >= 0 && index < requests.size()) {
          open--;
          acknowledged(requests.get(index), reply, failures);
        }
      }
    }
  }

  private static void acknowledged(Request request, Reply reply, List<LinuxException> failures) {
    var errno = reply.errno();
    if (errno.number() != 0 && !request.tolerates(errno)) {
      failures.add(new LinuxException(request.action() + reply.explanation(), errno));
    }
  }

  private void dump(String action, NetlinkMessage message, Consumer<ByteBuffer> each) {
    int wanted = ++sequence;
    socket.send(message.finish(wanted));
    Reply.dump(socket, wanted, action, each);
  }

  static Link link(ByteBuffer body) {
    int index = body.getInt(4);
    var attributes = Attributes.read(body.position(16));
    return new Link(
        index,
        attributes.text(IFLA_IFNAME).orElse(""),
        attributes.u32(IFLA_GROUP).orElse(0),
        attributes.u32(IFLA_MTU).orElse(0),
        attributes.u32(IFLA_MASTER).orElse(0),
        attributes.text(IFLA_IFALIAS).orElse(""),
        attributes.bytes(IFLA_LINKINFO).map(Attributes::of).flatMap(i -> vlan(attributes, i)));
  }

  private static Optional<Link.Vlan> vlan(Attributes link, Attributes info) {
    return info.text(INFO_KIND).equals(Optional.of("vlan"))
        ? info.bytes(INFO_DATA)
            .flatMap(data -> Attributes.of(data).u16(VLAN_ID))
            .map(id -> new Link.Vlan(link.u32(IFLA_LINK).orElse(0), id))
        : Optional.empty();
  }

  static Route route(ByteBuffer body) {
    int family = body.get(0);
    int prefix = Byte.toUnsignedInt(body.get(1));
    int table = Byte.toUnsignedInt(body.get(4));
    var attributes = Attributes.read(body.position(12));
    var any = new byte[family == AF_INET ? 4 : 16];
    var destination = address(attributes.bytes(RTA_DST).orElse(any));
    boolean mapped = destination.getAddress().length != any.length; // ::ffff:0:0/96 turns IPv4
    return new Route(
        new Subnet(destination, mapped ? Math.max(0, prefix - 96) : prefix),
        attributes.u32(RTA_OIF).orElse(0),
        attributes.u32(RTA_TABLE).orElse(table),
        attributes.bytes(RTA_GATEWAY).or(() -> attributes.bytes(RTA_VIA)).isPresent());
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new JstackException("netlink: address of " + bytes.length + " bytes", e);
    }
  }
}
