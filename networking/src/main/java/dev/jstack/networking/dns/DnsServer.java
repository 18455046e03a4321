package dev.jstack.networking.dns;

import dev.jstack.runtime.JstackException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The name server of all containers: one thread answers what it knows; what it has to ask for, and
 * TCP, goes to virtual threads. The socket tells who asks.
 */
public final class DnsServer implements AutoCloseable {
  private static final int LARGEST_UDP = 65535;
  private static final int LARGEST_TCP = 65535;
  private static final int MOST_FORWARDED = 1024;
  private static final int MOST_CONVERSATIONS = 256;

  private final Selector selector;
  private final LocalNames names;
  private final Supplier<List<String>> hostServers;
  private final Semaphore forwards = new Semaphore(MOST_FORWARDED);
  private final Semaphore conversations = new Semaphore(MOST_CONVERSATIONS);
  private final ByteBuffer received = ByteBuffer.allocateDirect(LARGEST_UDP);

  private DnsServer(Selector selector, NameTable names, Supplier<List<String>> hostServers) {
    this.selector = selector;
    this.names = new LocalNames(names);
    this.hostServers = hostServers;
  }

  /** Starts serving; {@code hostServers} are asked about the outside, as they are at that time. */
  public static DnsServer start(NameTable names, Supplier<List<String>> hostServers) {
    try {
      var server = new DnsServer(Selector.open(), names, hostServers);
      Thread.ofPlatform().daemon().name("dns").start(server::serve);
      return server;
    } catch (IOException e) {
      throw new JstackException("cannot start the name server", e);
    }
  }

  /** Serves these sockets until they are closed. {@code caller} is asked again for each query. */
  public void serve(DnsSockets sockets, Supplier<Caller> caller) {
    try {
      sockets.udp().configureBlocking(false);
      sockets.udp().register(selector, SelectionKey.OP_READ, caller);
      sockets.tcp().configureBlocking(false);
      sockets.tcp().register(selector, SelectionKey.OP_ACCEPT, caller);
      selector.wakeup();
    } catch (IOException e) {
      throw new JstackException("cannot serve names", e);
    }
  }

  /** Lets go of sockets that were closed: until then the kernel keeps them, and their namespace. */
  public void forget() {
    selector.wakeup();
  }

  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      throw new JstackException("cannot stop the name server", e);
    }
  }

  private void serve() {
    var lookout = new Lookout();
    while (selector.isOpen()) {
      try {
        if (selector.selectNow(this::ready) > 0) {
          lookout.met();
        } else if (lookout.isWorthIt()) {
          Thread.onSpinWait();
        } else {
          selector.select(this::ready);
          lookout.met();
        }
      } catch (IOException | ClosedSelectorException e) {
        return;
      }
    }
  }

  @SuppressWarnings("unchecked")
  private void ready(SelectionKey key) {
    try {
      var caller = ((Supplier<Caller>) key.attachment()).get();
      if (key.channel() instanceof DatagramChannel udp) {
        read(udp, caller);
      } else if (key.channel() instanceof ServerSocketChannel tcp) {
        accept(tcp, caller);
      }
    } catch (ClosedChannelException | CancelledKeyException e) {
      key.cancel();
    } catch (IOException | RuntimeException e) {
      // an ICMP error of an earlier answer, or a question that breaks us: the others go on
    }
  }

  private void read(DatagramChannel udp, Caller caller) throws IOException {
    received.clear();
    var from = (InetSocketAddress) udp.receive(received);
    if (from == null) {
      return;
    }
    received.flip();
    var query = DnsQuery.parse(received);
    var answer =
        query.isPresent()
            ? names.answer(query.get(), caller, query.get().udpBytes())
            : DnsAnswer.refusal(received);
    if (answer.isPresent()) {
      udp.send(answer.get(), from);
    } else if (query.isPresent()) {
      forward(udp, from, query.get(), caller);
    }
  }

  private void forward(DatagramChannel udp, InetSocketAddress from, DnsQuery query, Caller caller)
      throws IOException {
    if (!forwards.tryAcquire()) {
      udp.send(DnsAnswer.empty(query, DnsAnswer.REFUSED), from);
      return;
    }
    var message = ByteBuffer.allocate(received.limit()).put(received.rewind()).flip();
    Thread.startVirtualThread(() -> {
      try {
        var reply = upstream(caller).askUdp(message);
        udp.send(reply.orElseGet(() -> DnsAnswer.empty(query, DnsAnswer.SERVFAIL)), from);
      } catch (IOException e) {
        // the container is gone
      } finally {
        forwards.release();
      }
    });
  }

  private void accept(ServerSocketChannel tcp, Caller caller) throws IOException {
    var connection = tcp.accept();
    if (connection == null) {
      return;
    }
    if (!conversations.tryAcquire()) {
      connection.close();
      return;
    }
    Thread.startVirtualThread(() -> {
      try {
        converse(connection, caller);
      } finally {
        conversations.release();
      }
    });
  }

  /** Questions over TCP, each with its length in front (RFC 7766), until the client has enough. */
  private void converse(SocketChannel connection, Caller caller) {
    try (connection) {
      var socket = connection.socket();
      socket.setSoTimeout(10_000);
      var in = new DataInputStream(socket.getInputStream());
      while (true) {
        var message = ByteBuffer.wrap(in.readNBytes(in.readUnsignedShort()));
        var answer = answerTcp(message, caller);
        if (answer.isEmpty()) {
          return;
        }
        var length = ByteBuffer.allocate(2).putShort((short) answer.get().remaining()).flip();
        connection.write(new ByteBuffer[] {length, answer.get()});
      }
    } catch (IOException e) {
      // the client hung up
    }
  }

  private Optional<ByteBuffer> answerTcp(ByteBuffer message, Caller caller) {
    return DnsQuery.parse(message)
        .map(query ->
            names
                .answer(query, caller, LARGEST_TCP)
                .or(() -> upstream(caller).askTcp(message))
                .orElseGet(() -> DnsAnswer.empty(query, DnsAnswer.SERVFAIL)))
        .or(() -> DnsAnswer.refusal(message));
  }

  /** The host's servers, which may listen on its loopback only, are asked from the host. */
  private Upstream upstream(Caller caller) {
    return caller.servers().isEmpty()
        ? new Upstream(hostServers.get(), Origin.host())
        : new Upstream(caller.servers(), caller.origin());
  }
}
