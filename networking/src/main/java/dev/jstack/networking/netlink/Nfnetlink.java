package dev.jstack.networking.netlink;

import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.NetlinkSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A conversation with the kernel's nf_tables of one namespace (linux/netfilter/nfnetlink.h). */
public final class Nfnetlink implements AutoCloseable {
  public static final int INET = 1;
  public static final int IPV4 = 2;

  private static final int BATCH_BEGIN = 0x10;
  private static final int BATCH_END = 0x11;
  private static final int NFTABLES = 10;
  private static final int GET_RULE = 7;
  private static final int RULE_TABLE = 1;

  private final NetlinkSocket socket;
  private int sequence;

  private Nfnetlink(NetlinkSocket socket) {
    this.socket = socket;
  }

  /** Talks about the calling thread's network namespace, now and later. */
  public static Nfnetlink open() {
    return new Nfnetlink(NetlinkSocket.open(NetlinkSocket.Protocol.NETFILTER));
  }

  /** A change of a transaction, still to be numbered. */
  public record Change(int type, int family, int flags, Consumer<NetlinkMessage> content) {
    /** Makes something that is not there, or is there already. */
    public static Change create(int type, int family, Consumer<NetlinkMessage> content) {
      return new Change(type, family, Request.CREATE, content);
    }

    /** Adds something behind what is there. */
    public static Change append(int type, int family, Consumer<NetlinkMessage> content) {
      return new Change(type, family, Request.CREATE | Request.APPEND, content);
    }

    /** Deletes something. */
    public static Change delete(int type, int family, Consumer<NetlinkMessage> content) {
      return new Change(type, family, 0, content);
    }

    private NetlinkMessage message(boolean last) {
      int acknowledge = last ? Request.ACK : 0;
      var message =
          new NetlinkMessage(NFTABLES << 8 | type, Request.REQUEST | flags | acknowledge)
              .u8(family)
              .u8(0)
              .u16(0);
      content.accept(message);
      return message;
    }
  }

  /** Makes all changes, or none: then the first failure is thrown. */
  public synchronized void run(String action, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    int first = sequence + 1;
    var messages = new ArrayList<ByteBuffer>();
    messages.add(bound(BATCH_BEGIN).finish(++sequence));
    for (int i = 0; i < changes.size(); i++) {
      messages.add(changes.get(i).message(i == changes.size() - 1).finish(++sequence));
    }
    int last = sequence;
    messages.add(bound(BATCH_END).finish(++sequence));
    var all = ByteBuffer.allocate(messages.stream().mapToInt(ByteBuffer::remaining).sum());
    messages.forEach(all::put);
    socket.send(all.flip());
    var failure = outcome(action, first, last);
    if (failure != null) {
      throw failure;
    }
  }

  /** How the kernel calls us when it tells others what we have changed; after a first change. */
  public int port() {
    return socket.port();
  }

  /** How many rules a table has; none if it isn't there. */
  public synchronized int rules(int family, String table) {
    var message = new NetlinkMessage(NFTABLES << 8 | GET_RULE, Request.REQUEST | Request.DUMP);
    message.u8(family).u8(0).u16(0).attributeText(RULE_TABLE, table);
    int wanted = ++sequence;
    socket.send(message.finish(wanted));
    var count = new AtomicInteger();
    Reply.dump(socket, wanted, "count rules", _ -> count.incrementAndGet());
    return count.get();
  }

  @Override
  public void close() {
    socket.close();
  }

  /** Only the last message is acknowledged if all is well; a failing one always is, and earlier. */
  private @Nullable LinuxException outcome(String action, int first, int last) {
    LinuxException failure = null;
    while (true) {
      var datagram = socket.receive();
      while (datagram.remaining() >= Reply.HEADER_BYTES) {
        var reply = Reply.next(datagram);
        if (reply.type() != Reply.ERROR || reply.sequence() < first || reply.sequence() > last) {
          continue;
        }
        if (failure == null && reply.errno().number() != 0) {
          var place = " #" + (reply.sequence() - first);
          failure = new LinuxException(action + place + reply.explanation(), reply.errno());
        }
        if (reply.sequence() == last || reply.sequence() == first) {
          return failure;
        }
      }
    }
  }

  /** {@code struct nfgenmsg} with the subsystem in network byte order. */
  private static NetlinkMessage bound(int type) {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    int subsystem = little ? NFTABLES << 8 : NFTABLES;
    return new NetlinkMessage(type, Request.REQUEST).u8(0).u8(0).u16(subsystem);
  }
}
