package dev.jstack.networking;

import dev.jstack.networking.dns.Origin;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.NetworkNamespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Callable;

/** A container's own network: what it could ask itself, and nothing else. */
record ContainerOrigin(NetworkNamespaces namespaces, Fd namespace) implements Origin {
  @Override
  public DatagramSocket udp() throws IOException {
    return open(DatagramSocket::new);
  }

  /** A channel's socket exists from the beginning; any other only once it is connected. */
  @Override
  public Socket tcp() throws IOException {
    return open(() -> SocketChannel.open().socket());
  }

  private <T> T open(Callable<T> socket) throws IOException {
    try {
      return namespaces.enter(namespace, socket);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IllegalStateException | LinuxException e) {
      throw new IOException("the container is gone", e);
    }
  }
}
