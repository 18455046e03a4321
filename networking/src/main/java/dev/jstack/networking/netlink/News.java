package dev.jstack.networking.netlink;

import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.NetlinkSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Hears what the kernel tells of a network namespace, in a thread of its own, and has somebody look
 * when it may concern them. News that come together are one reason to look; lost ones (ENOBUFS) are
 * a reason, too.
 */
final class News implements AutoCloseable {
  private static final int GATHERING_MILLIS = 50;
  private static final long LONGEST_GATHERING_NANOS = 1_000_000_000;
  private static final long PAUSE_NANOS = 200_000_000;

  private final Source source;
  private final Meaning whenQuiet;
  private final Function<Reply, Meaning> meanings;
  private final Consumer<Meaning> look;
  private volatile boolean closed;

  private News(
      Source source, Meaning whenQuiet, Function<Reply, Meaning> meanings, Consumer<Meaning> look) {
    this.source = source;
    this.whenQuiet = whenQuiet;
    this.meanings = meanings;
    this.look = look;
  }

  /** What a message is to whoever listens. */
  enum Meaning {
    NOTHING,
    /** It may concern them: they have to look themselves. */
    PERHAPS,
    CERTAIN;

    Meaning and(Meaning other) {
      return compareTo(other) > 0 ? this : other;
    }
  }

  /** Where news come from. */
  interface Source extends AutoCloseable {
    /** The next datagram; an exception when there is none for some seconds, or it was lost. */
    ByteBuffer receive();

    /** Whether there is another one within that time. */
    boolean hasMore(int millis);

    @Override
    void close();
  }

  /** The kernel's news for these groups, in the network namespace of the calling thread. */
  static Source of(NetlinkSocket.Protocol protocol, int... groups) {
    var socket = NetlinkSocket.open(protocol);
    socket.join(groups);
    return new Source() {
      @Override
      public ByteBuffer receive() {
        return socket.receive();
      }

      @Override
      public boolean hasMore(int millis) {
        return socket.isReadable(millis);
      }

      @Override
      public void close() {
        socket.close();
      }
    };
  }

  /**
   * {@code look} is never told {@link Meaning#NOTHING}; its failures end nothing.
   *
   * @param whenQuiet what some seconds without any news mean
   */
  static News listen(
      String thread,
      Source source,
      Meaning whenQuiet,
      Function<Reply, Meaning> meanings,
      Consumer<Meaning> look) {
    var news = new News(source, whenQuiet, meanings, look);
    Thread.ofPlatform().daemon().name(thread).start(news::read);
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
        var heard = gathered();
        if (heard != Meaning.NOTHING && !closed) {
          look(heard);
        }
      }
    }
  }

  /** The next news, or the next quiet seconds, are another chance. */
  private void look(Meaning heard) {
    try {
      look.accept(heard);
    } catch (RuntimeException e) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private Meaning gathered() {
    var heard = next();
    long end = System.nanoTime() + LONGEST_GATHERING_NANOS;
    while (heard != Meaning.NOTHING && !closed && System.nanoTime() < end && hasMore()) {
      heard = heard.and(next());
    }
    return heard;
  }

  /** A failure is told again by the next attempt to receive something. */
  private boolean hasMore() {
    try {
      return source.hasMore(GATHERING_MILLIS);
    } catch (RuntimeException e) {
      return false;
    }
  }

  private Meaning next() {
    try {
      var meaning = Meaning.NOTHING;
      var datagram = source.receive();
      while (datagram.remaining() >= Reply.HEADER_BYTES) {
        meaning = meaning.and(meanings.apply(Reply.next(datagram)));
      }
      return meaning;
    } catch (LinuxException e) {
      return e.is(Errno.EAGAIN) ? whenQuiet : lost();
    } catch (RuntimeException e) {
      return lost();
    }
  }

  /** A socket that fails at once must not keep us busy. */
  private static Meaning lost() {
    LockSupport.parkNanos(PAUSE_NANOS);
    return Meaning.PERHAPS;
  }
}
