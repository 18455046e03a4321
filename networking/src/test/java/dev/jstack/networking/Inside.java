package dev.jstack.networking;

import dev.jstack.networking.address.AddressText;
import dev.jstack.networking.address.Subnet;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.NetworkNamespaces;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a program in a container's network namespace sees. */
final class Inside implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 2000;
  private static final int IMPATIENT_MILLIS = 400;
  private static final InetSocketAddress NAME_SERVER = new InetSocketAddress("127.0.0.11", 53);

  private final NetworkNamespaces namespaces;
  private final Path namespace;
  private final List<DatagramSocket> datagrams = new ArrayList<>();
  private final List<ServerSocket> servers = new ArrayList<>();

  Inside(NetworkNamespaces namespaces, Path namespace) {
    this.namespaces = namespaces;
    this.namespace = namespace;
  }

  /** Does something there. */
  <T> T run(Callable<T> work) {
    try (var opened = Fd.open(namespace.toString(), Fd.O_RDONLY)) {
      return namespaces.enter(opened, work);
    }
  }

  /** The name server's whole answer over UDP. */
  Message ask(String name, int type) {
    return run(() -> {
      try (var socket = new DatagramSocket()) {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        var query = query(name, type);
        socket.send(new DatagramPacket(query, query.length, NAME_SERVER));
        var reply = new DatagramPacket(new byte[4096], 4096);
        socket.receive(reply);
        return new Message(Arrays.copyOf(reply.getData(), reply.getLength()));
      }
    });
  }

  /** The same over TCP. */
  Message askTcp(String name, int type) {
    return run(() -> {
      try (var socket = connect(NAME_SERVER.getHostString(), NAME_SERVER.getPort())) {
        var query = query(name, type);
        var out = new DataOutputStream(socket.getOutputStream());
        out.writeShort(query.length);
        out.write(query);
        var in = new DataInputStream(socket.getInputStream());
        return new Message(in.readNBytes(in.readUnsignedShort()));
      }
    });
  }

  /** The addresses of a name, sorted. */
  List<String> addresses(String name) {
    return ask(name, Type.A).getSection(Section.ANSWER).stream()
        .map(Record::rdataToString)
        .sorted()
        .toList();
  }

  /** Serves on a port there: each client is told where it comes from. */
  void serve(int port) {
    var server = run(() -> new ServerSocket(port));
    servers.add(server);
    Thread.startVirtualThread(() -> tellClients(server));
  }

  /** Sends every datagram back. */
  void echo(InetAddress address, int port) {
    var socket = run(() -> new DatagramSocket(port, address));
    datagrams.add(socket);
    Thread.ofPlatform().daemon().start(() -> echo(socket));
  }

  private static void echo(DatagramSocket socket) {
    var packet = new DatagramPacket(new byte[512], 512);
    while (!socket.isClosed()) {
      try {
        packet.setLength(512);
        socket.receive(packet);
        socket.send(packet);
      } catch (IOException e) {
        // closed
      }
    }
  }

  /** The answer to a datagram. */
  static String ask(String address, int port, String text) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress(address, port)));
      var answer = new DatagramPacket(new byte[512], 512);
      socket.receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    datagrams.forEach(DatagramSocket::close);
    try {
      for (var server : servers) {
        server.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a server says. */
  String fetch(String address, int port) {
    return run(() -> read(address, port));
  }

  /** Whom a server there sees, or "-" if it can't be reached. */
  static String seen(String address, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), IMPATIENT_MILLIS);
      socket.setSoTimeout(IMPATIENT_MILLIS);
      var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return AddressText.of(Subnet.literal(text));
    } catch (IOException e) {
      return "-";
    }
  }

  static String read(String address, int port) throws IOException {
    try (var socket = connect(address, port)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static void tellClients(ServerSocket server) {
    while (!server.isClosed()) {
      try (var client = server.accept()) {
        var who = client.getInetAddress().getHostAddress();
        client.getOutputStream().write(who.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // closed, or the client hung up
      }
    }
  }

  private static Socket connect(String address, int port) throws IOException {
    var socket = new Socket();
    socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  private static byte[] query(String name, int type) throws IOException {
    var question = Record.newRecord(Name.fromString(name + "."), type, DClass.IN);
    return Message.newQuery(question).toWire();
  }
}
