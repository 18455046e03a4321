package dev.jstack.networking.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A port of the host, held by a bound socket: nobody else can have it, and what the kernel does not
 * forward arrives here.
 *
 * @param request the port as it came out: exactly one host port
 * @param socket empty for sctp, which has no sockets here
 * @param destination of what arrives at the socket
 */
public record HostPort(
    PortRequest request, Optional<NetworkChannel> socket, Destination destination)
    implements AutoCloseable {
  private static final InetAddress ANY_IPV4 = new InetSocketAddress("0.0.0.0", 0).getAddress();
  private static final InetAddress ANY_IPV6 = new InetSocketAddress("::", 0).getAddress();

  /** Binds the first free port of the request; fails if none is. */
  static HostPort bind(PortRequest request) throws IOException {
    IOException failure = new IOException("no port to choose from");
    for (int port = request.hostPort(); port <= request.hostPortEnd(); port++) {
      try {
        return bind(request, port);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private static HostPort bind(PortRequest request, int port) throws IOException {
    if (request.protocol() == Protocol.SCTP) {
      return new HostPort(request.at(port), Optional.empty(), new Destination());
    }
    var channel = open(request);
    try {
      var address = request.hostIp();
      bind(channel, address == null ? new InetSocketAddress(port) : at(address, port));
      var local = (InetSocketAddress) channel.getLocalAddress();
      return new HostPort(request.at(local.getPort()), Optional.of(channel), new Destination());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Without an address: a socket of both families where the machine has both. */
  private static NetworkChannel open(PortRequest request) throws IOException {
    var family = family(request.hostIp());
    if (request.protocol() == Protocol.UDP) {
      return family == null ? DatagramChannel.open() : DatagramChannel.open(family);
    }
    return family == null ? ServerSocketChannel.open() : ServerSocketChannel.open(family);
  }

  private static @Nullable StandardProtocolFamily family(@Nullable InetAddress address) {
    if (address == null) {
      return null;
    }
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  private static void bind(NetworkChannel channel, InetSocketAddress address) throws IOException {
    if (channel instanceof ServerSocketChannel tcp) {
      tcp.bind(address, 1024);
    } else {
      channel.bind(address);
    }
  }

  private static InetSocketAddress at(InetAddress address, int port) {
    return new InetSocketAddress(address, port);
  }

  /** The same, bound for another container's port. */
  HostPort forContainerPort(int port) {
    var changed =
        new PortRequest(
            request.hostIp(), request.hostPort(), request.hostPort(), port, request.protocol());
    return new HostPort(changed, socket, destination);
  }

  /** What it shows as: without an address one entry for each family. */
  public List<PublishedPort> published() {
    var address = request.hostIp();
    return (address == null ? List.of(ANY_IPV4, ANY_IPV6) : List.of(address))
        .stream()
            .map(ip ->
                new PublishedPort(
                    ip, request.hostPort(), request.containerPort(), request.protocol()))
            .toList();
  }

  @Override
  public void close() {
    socket.ifPresent(channel -> {
      close(channel);
      destination.awaitEnd();
    });
  }

  private static void close(NetworkChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
