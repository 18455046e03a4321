package dev.jstack.networking.dns;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/**
 * The two sockets of a container's name server, on one port of 127.0.0.11 in the network namespace
 * of the thread that opened them.
 */
public record DnsSockets(DatagramChannel udp, ServerSocketChannel tcp) implements AutoCloseable {
  /** The address that Docker's containers know, too. */
  public static final String ADDRESS = "127.0.0.11";

  private static final int ATTEMPTS = 20;

  /** As many questions wait as the kernel lets them: its default are some hundred. */
  private static final int WAITING_BYTES = 4 << 20;

  /** Port 0 takes any port that is free for both. */
  public static DnsSockets open(int port) {
    for (int attempt = 1; ; attempt++) {
      try {
        return bind(port);
      } catch (IOException e) {
        if (port != 0 || attempt == ATTEMPTS) {
          throw new JstackException("cannot listen on " + ADDRESS + ":" + port, e);
        }
      }
    }
  }

  private static DnsSockets bind(int port) throws IOException {
    var udp = DatagramChannel.open(StandardProtocolFamily.INET);
    ServerSocketChannel tcp = null;
    try {
      udp.setOption(StandardSocketOptions.SO_RCVBUF, WAITING_BYTES);
      udp.bind(new InetSocketAddress(ADDRESS, port));
      int chosen = ((InetSocketAddress) udp.getLocalAddress()).getPort();
      tcp = ServerSocketChannel.open(StandardProtocolFamily.INET);
      tcp.bind(new InetSocketAddress(ADDRESS, chosen));
      return new DnsSockets(udp, tcp);
    } catch (IOException e) {
      udp.close();
      if (tcp != null) {
        tcp.close();
      }
      throw e;
    }
  }

  public int port() {
    return udp.socket().getLocalPort();
  }

  @Override
  public void close() {
    try (udp;
        tcp) {
      // both, whatever happens
    } catch (IOException e) {
      throw new JstackException("cannot close the name server's sockets", e);
    }
  }
}
