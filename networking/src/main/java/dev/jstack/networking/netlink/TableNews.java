package dev.jstack.networking.netlink;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.NetlinkSocket;

/**
 * Tells when somebody deletes an nf_tables table: a {@code flush ruleset}, a firewall that reloads.
 * A thread of its own listens, in the network namespace of the thread that starts it.
 */
public final class TableNews implements AutoCloseable {
  private static final int NFTABLES_GROUP = 7;
  private static final int DELETE_TABLE = 10 << 8 | 2;
  private static final int HEADER_BYTES = 4;
  private static final int TABLE_NAME = 1;

  private final NetlinkSocket socket;
  private final String table;
  private final Runnable deleted;
  private volatile boolean closed;

  private TableNews(NetlinkSocket socket, String table, Runnable deleted) {
    this.socket = socket;
    this.table = table;
    this.deleted = deleted;
  }

  /** {@code deleted} also runs when news were missed: it has to look itself. */
  public static TableNews listen(String table, Runnable deleted) {
    var socket = NetlinkSocket.open(NetlinkSocket.Protocol.NETFILTER);
    socket.join(NFTABLES_GROUP);
    var news = new TableNews(socket, table, deleted);
    Thread.ofPlatform().daemon().name("nftables news").start(news::read);
    return news;
  }

  /** The thread ends by itself, at the next news or after some seconds. */
  @Override
  public void close() {
    closed = true;
  }

  private void read() {
    try (socket) {
      while (!closed) {
        if (isAboutUs() && !closed) {
          deleted.run();
        }
      }
    }
  }

  private boolean isAboutUs() {
    try {
      boolean ours = false;
      var datagram = socket.receive();
      while (datagram.remaining() >= Reply.HEADER_BYTES) {
        var reply = Reply.next(datagram);
        ours |= reply.type() == DELETE_TABLE && table(reply).equals(table);
      }
      return ours;
    } catch (LinuxException e) {
      return !e.is(Errno.EAGAIN);
    }
  }

  private static String table(Reply reply) {
    return Attributes.read(reply.body().position(HEADER_BYTES)).text(TABLE_NAME).orElse("");
  }
}
