package dev.jstack.networking.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Other name servers, asked from one network. Messages pass as they are but for their id, so that
 * EDNS and DNSSEC survive. Blocks; meant for virtual threads.
 */
final class Upstream {
  private static final int MOST_SERVERS = 3;
  private static final int PORT = 53;

  /** A silent server gets company after this; whoever answers first wins. */
  private static final int PATIENCE_MILLIS = 300;

  private static final int DEADLINE_MILLIS = 4000;
  private static final int TCP_TIMEOUT_MILLIS = 2000;

  /** Beyond what servers send; what is longer is cut, and says so. */
  private static final int LARGEST_UDP = 4096;

  private static final int TRUNCATED = 2;

  private final List<InetSocketAddress> servers;
  private final Origin origin;

  /** The first three of these addresses. */
  Upstream(List<String> addresses, Origin origin) {
    this.origin = origin;
    servers =
        addresses.stream()
            .map(address -> new InetSocketAddress(address, PORT))
            .filter(server -> !server.isUnresolved())
            .limit(MOST_SERVERS)
            .toList();
  }

  /** The first good answer over UDP; a refusal if all refuse; empty if nobody answers. */
  Optional<ByteBuffer> askUdp(ByteBuffer query) {
    try (var socket = origin.udp()) {
      return new UdpExchange(socket, query, servers).run();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The first answer over TCP. */
  Optional<ByteBuffer> askTcp(ByteBuffer query) {
    for (var server : servers) {
      try (var socket = origin.tcp()) {
        socket.connect(server, TCP_TIMEOUT_MILLIS);
        socket.setSoTimeout(TCP_TIMEOUT_MILLIS);
        return Optional.of(ByteBuffer.wrap(exchange(socket, query)));
      } catch (IOException e) {
        // the next one
      }
    }
    return Optional.empty();
  }

  private static byte[] exchange(Socket socket, ByteBuffer query) throws IOException {
    var message = new byte[query.remaining() + 2];
    query.duplicate().get(message, 2, query.remaining());
    ByteBuffer.wrap(message).putShort((short) query.remaining());
    new DataOutputStream(socket.getOutputStream()).write(message);
    var in = new DataInputStream(socket.getInputStream());
    return in.readNBytes(in.readUnsignedShort());
  }

  /** One question to several servers over one socket with a port of its own. */
  private static final class UdpExchange {
    private final DatagramSocket socket;
    private final byte[] query;
    private final List<InetSocketAddress> servers;
    private final short clientId;
    private final short id = (short) ThreadLocalRandom.current().nextInt();
    private int next;
    private int refusals;

    private UdpExchange(
        DatagramSocket socket, ByteBuffer message, List<InetSocketAddress> servers) {
      this.socket = socket;
      this.servers = servers;
      query = new byte[message.remaining()];
      message.duplicate().get(query);
      clientId = message.getShort(message.position());
      ByteBuffer.wrap(query).putShort(id);
    }

    private Optional<ByteBuffer> run() throws IOException {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MILLIS);
      Optional<ByteBuffer> refusal = Optional.empty();
      askNext();
      while (refusals < servers.size()) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          break;
        }
        boolean more = next < servers.size();
        var reply = receive((int) (more ? Math.min(PATIENCE_MILLIS, left) : left));
        if (reply.isPresent() && !isRefusal(reply.get())) {
          return reply;
        }
        if (reply.isPresent()) {
          refusals++;
          refusal = reply;
        }
        askNext();
      }
      return refusal;
    }

    /** A server that no route leads to is one that refuses. */
    private void askNext() {
      while (next < servers.size()) {
        try {
          socket.send(new DatagramPacket(query, query.length, servers.get(next++)));
          return;
        } catch (IOException e) {
          refusals++;
        }
      }
    }

    /** A reply to our question; empty after the time. */
    private Optional<ByteBuffer> receive(int millis) throws IOException {
      var packet = new DatagramPacket(new byte[LARGEST_UDP + 1], LARGEST_UDP + 1);
      socket.setSoTimeout(Math.max(1, millis));
      try {
        do {
          socket.receive(packet);
        } while (!isOurs(packet));
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      }
      var reply = ByteBuffer.wrap(packet.getData(), 0, Math.min(packet.getLength(), LARGEST_UDP));
      if (packet.getLength() > LARGEST_UDP) {
        reply.put(2, (byte) (reply.get(2) | TRUNCATED));
      }
      return Optional.of(reply.putShort(0, clientId));
    }

    private boolean isOurs(DatagramPacket packet) {
      return packet.getLength() >= 12
          && ByteBuffer.wrap(packet.getData()).getShort() == id
          && servers.contains((InetSocketAddress) packet.getSocketAddress());
    }

    private static boolean isRefusal(ByteBuffer reply) {
      int code = reply.get(3) & 0xf;
      return code == DnsAnswer.SERVFAIL || code == DnsAnswer.REFUSED;
    }
  }
}
