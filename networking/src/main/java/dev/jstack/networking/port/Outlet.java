package dev.jstack.networking.port;

import dev.jstack.runtime.linux.NetworkNamespaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;

/** Opens sockets from which the containers can be reached. */
public record Outlet(NetworkNamespaces namespaces) {
  SocketChannel tcp() throws IOException {
    try {
      return namespaces.atHome(SocketChannel::open);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  DatagramChannel udp() throws IOException {
    try {
      return namespaces.atHome(DatagramChannel::open);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
