package dev.jstack.networking.port;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Carries datagrams that reach the host's port to the container, and the answers back to whoever
 * asked: each client has a socket of its own towards the container until it is silent for a while.
 */
public final class UdpProxy {
  private static final int LARGEST = 65535;
  private static final int MOST_CLIENTS = 1024;
  private static final int IDLE_MILLIS = 90_000;

  private final Outlet outlet;
  private final DatagramChannel listener;
  private final Destination target;
  private final Predicate<InetAddress> refused;
  private final Map<SocketAddress, DatagramChannel> clients = new ConcurrentHashMap<>();

  private UdpProxy(
      DatagramChannel listener, Destination target, Outlet outlet, Predicate<InetAddress> refused) {
    this.outlet = outlet;
    this.listener = listener;
    this.target = target;
    this.refused = refused;
  }

  /** Serves until the listener is closed; what {@code refused} clients send is dropped. */
  public static void start(
      DatagramChannel listener, Destination target, Outlet outlet, Predicate<InetAddress> refused) {
    var proxy = new UdpProxy(listener, target, outlet, refused);
    Thread.ofVirtual().name("udp proxy").start(proxy::serve);
  }

  private void serve() {
    var buffer = ByteBuffer.allocate(LARGEST);
    while (listener.isOpen()) {
      try {
        var client = listener.receive(buffer.clear());
        if (client instanceof InetSocketAddress from && !refused.test(from.getAddress())) {
          server(client).write(buffer.flip());
        }
      } catch (IOException e) {
        // lost, as datagrams may be; or closed, which the loop's condition tells
      }
    }
    target.end();
    clients.values().forEach(UdpProxy::close);
  }

  private DatagramChannel server(SocketAddress client) throws IOException {
    var known = clients.get(client);
    var place = target.address();
    if (known != null && known.isOpen()) {
      if (Objects.equals(known.getRemoteAddress(), place)) {
        return known;
      }
      known.close();
    }
    if (clients.size() >= MOST_CLIENTS) {
      throw new IOException("too many clients");
    }
    var server = outlet.udp().connect(place);
    clients.put(client, server);
    Thread.startVirtualThread(() -> answer(client, server));
    return server;
  }

  private void answer(SocketAddress client, DatagramChannel server) {
    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    try (server) {
      var socket = server.socket();
      socket.setSoTimeout(IDLE_MILLIS);
      while (true) {
        packet.setLength(LARGEST);
        socket.receive(packet);
        listener.send(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()), client);
      }
    } catch (SocketTimeoutException e) {
      // silent for long enough
    } catch (IOException e) {
      // the container does not listen, or the port is not published any more
    } finally {
      clients.remove(client, server);
    }
  }

  private static void close(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // nothing to save
    }
  }
}
