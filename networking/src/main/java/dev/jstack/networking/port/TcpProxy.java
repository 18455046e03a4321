package dev.jstack.networking.port;

import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Carries connections that reach the host's port to the container: all of them without nftables,
 * otherwise those that the kernel can't lead there (to {@code ::1}). Two virtual threads for each.
 */
public final class TcpProxy {
  private static final int SMALL = 8 << 10;
  private static final int LARGE = 128 << 10;
  private static final long PAUSE_NANOS = 50_000_000;

  private final Destination target;
  private final Predicate<InetAddress> refused;

  private final Outlet outlet;

  private TcpProxy(Destination target, Outlet outlet, Predicate<InetAddress> refused) {
    this.target = target;
    this.outlet = outlet;
    this.refused = refused;
  }

  /**
   * Serves until the listener is closed; connections that exist then go on.
   *
   * @param refused clients that get a reset
   */
  public static void start(
      ServerSocketChannel listener,
      Destination target,
      Outlet outlet,
      Predicate<InetAddress> refused) {
    var proxy = new TcpProxy(target, outlet, refused);
    Thread.ofVirtual().name("tcp proxy").start(() -> proxy.serve(listener));
  }

  private void serve(ServerSocketChannel listener) {
    while (listener.isOpen()) {
      try {
        var client = listener.accept();
        Thread.startVirtualThread(() -> carry(client));
      } catch (IOException e) {
        if (listener.isOpen()) {
          LockSupport.parkNanos(PAUSE_NANOS); // out of descriptors for a while
        }
      }
    }
    target.end();
  }

  private void carry(SocketChannel client) {
    try (client;
        var server = outlet.tcp()) {
      if (!connect(client, server)) {
        return;
      }
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      server.setOption(StandardSocketOptions.TCP_NODELAY, true);
      var back = Thread.startVirtualThread(() -> copy(server, client));
      copy(client, server);
      back.join();
    } catch (IOException e) {
      // one of them is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A port that nobody listens on in the container shall look so from outside: reset, not end. */
  private boolean connect(SocketChannel client, SocketChannel server) throws IOException {
    if (refused.test(client.socket().getInetAddress())) {
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      return false;
    }
    try {
      server.connect(target.address());
      return true;
    } catch (IOException e) {
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      return false;
    }
  }

  /** Until the end, which is passed on by itself: the other direction may go on. */
  private static void copy(SocketChannel from, SocketChannel to) {
    try {
      var buffer = ByteBuffer.allocate(SMALL);
      while (from.read(buffer) >= 0) {
        boolean full = !buffer.hasRemaining();
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer = full && buffer.capacity() < LARGE ? ByteBuffer.allocate(LARGE) : buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      abort(from);
      abort(to);
    }
  }

  private static void abort(SocketChannel channel) {
    try (channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // closed already
    }
  }
}
