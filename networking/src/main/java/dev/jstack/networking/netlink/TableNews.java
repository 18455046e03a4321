package dev.jstack.networking.netlink;

import dev.jstack.runtime.linux.NetlinkSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells when somebody deletes an nf_tables table: a {@code flush ruleset}, a firewall that reloads.
 * A thread of its own listens, in the network namespace of the thread that starts it. It has
 * somebody look every ten seconds, too, whatever the news are: so nothing depends on this one
 * message.
 */
public final class TableNews implements AutoCloseable {
  private static final int NFTABLES_GROUP = 7;
  private static final int DELETE_TABLE = 10 << 8 | 2;
  private static final int HEADER_BYTES = 4;
  private static final int TABLE_NAME = 1;

  private static final long PAUSE_NANOS = 200_000_000;

  private final Source source;
  private final String table;
  private final Runnable deleted;
  private volatile boolean closed;

  private TableNews(Source source, String table, Runnable deleted) {
    this.source = source;
    this.table = table;
    this.deleted = deleted;
  }

  /** Where news come from. */
  interface Source extends AutoCloseable {
    /** The next datagram; an exception when there is none for some seconds, or it was lost. */
    ByteBuffer receive();

    @Override
    void close();
  }

  /** {@code deleted} also runs without news: it has to look itself. Its failures end nothing. */
  public static TableNews listen(String table, Runnable deleted) {
    var socket = NetlinkSocket.open(NetlinkSocket.Protocol.NETFILTER);
    socket.join(NFTABLES_GROUP);
    return listen(
        new Source() {
          @Override
          public ByteBuffer receive() {
            return socket.receive();
          }

          @Override
          public void close() {
            socket.close();
          }
        },
        table,
        deleted);
  }

  static TableNews listen(Source source, String table, Runnable deleted) {
    var news = new TableNews(source, table, deleted);
    Thread.ofPlatform().daemon().name("nftables news").start(news::read);
    return news;
  }

  /** The thread ends by itself, at the next news or after some seconds. */
  @Override
  public void close() {
    closed = true;
  }

  private void read() {
    try (source) {
      while (!closed) {
        if (isAboutUs() && !closed) {
          look();
        }
      }
    }
  }

  /** The next news, or the next quiet ten seconds, is another chance. */
  private void look() {
    try {
      deleted.run();
    } catch (RuntimeException e) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Also when nothing is heard, or what is heard can't be understood. */
  private boolean isAboutUs() {
    try {
      boolean ours = false;
      var datagram = source.receive();
      while (datagram.remaining() >= Reply.HEADER_BYTES) {
        var reply = Reply.next(datagram);
        ours |= reply.type() == DELETE_TABLE && table(reply).equals(table);
      }
      return ours;
    } catch (RuntimeException e) {
      LockSupport.parkNanos(PAUSE_NANOS); // a socket that fails at once must not keep us busy
      return true;
    }
  }

  private static String table(Reply reply) {
    return Attributes.read(reply.body().position(HEADER_BYTES)).text(TABLE_NAME).orElse("");
  }
}
