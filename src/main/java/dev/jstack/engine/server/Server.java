package dev.jstack.engine.server;

import dev.jstack.client.Build;
import dev.jstack.client.Frame;
import dev.jstack.client.Start;
import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;

/** Answers clients on the engine's socket: two virtual threads each, one of them the command's. */
final class Server implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Path socket;
  private final Build build;
  private final CommandRunner runner;
  private final Activity activity;
  private final Runnable newerAsks;
  private final ServerSocketChannel listener;
  private final Set<Connection> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  private Server(
      Path socket,
      Build build,
      CommandRunner runner,
      Activity activity,
      Runnable newerAsks,
      ServerSocketChannel listener) {
    this.socket = socket;
    this.build = build;
    this.runner = runner;
    this.activity = activity;
    this.newerAsks = newerAsks;
    this.listener = listener;
  }

  /**
   * Binds the socket, which must be this engine's by its lock, and answers from now on. {@code
   * newerAsks} is called when a client of a newer build wants its own engine.
   */
  static Server open(
      Path socket, Build build, CommandRunner runner, Activity activity, Runnable newerAsks)
      throws IOException {
    Files.deleteIfExists(socket);
    var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket), 128);
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    var server = new Server(socket, build, runner, activity, newerAsks, listener);
    Thread.ofPlatform().daemon().name("accept").start(server::accept);
    return server;
  }

  /** No more commands; those that run go on. Whoever asks now is sent to the next engine. */
  void refuse() throws IOException {
    closing = true;
    Files.deleteIfExists(socket);
    listener.close();
  }

  @Override
  public void close() throws IOException {
    refuse();
  }

  /** Waits until all commands have ended; those that take too long get SIGHUP. */
  void awaitCommands(Duration patience) throws InterruptedException {
    if (!activity.awaitNone(patience)) {
      running.forEach(Connection::hangUp);
      activity.awaitNone(Duration.ofSeconds(2));
    }
  }

  private void accept() {
    while (!closing) {
      try {
        var channel = listener.accept();
        Thread.ofVirtual().name("client").start(() -> serve(channel));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        // No descriptor is free, say (not even for a log): one will be when a command has ended.
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      var reader = new FrameReader(channel);
      var first = reader.next();
      if (first.type() != Frame.START) {
        return;
      }
      serve(channel, reader, Start.parse(first.payload()));
    } catch (IOException | IllegalArgumentException e) {
      // Not a client of ours, or gone before it said anything.
    }
  }

  private void serve(SocketChannel channel, FrameReader reader, Start start) throws IOException {
    var outbox = new Outbox(channel);
    var sender = Thread.ofVirtual().name("send").start(outbox);
    try {
      if (isWelcome(start, outbox)) {
        var caller = Caller.of(start, channel.getOption(ExtendedSocketOptions.SO_PEERCRED));
        command(new Connection(reader, outbox, start, caller));
      }
    } catch (JstackException e) {
      var reason = String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
      outbox.frame(Frame.REFUSED, reason);
    } finally {
      outbox.end();
      join(sender);
    }
  }

  private boolean isWelcome(Start start, Outbox outbox) throws IOException {
    var asking = Build.parse(start.build());
    int order = asking.compareTo(build);
    boolean aboutEngine = start.argumentList().stream().limit(1).anyMatch("engine"::equals);
    if (order > 0 && !aboutEngine) {
      newerAsks.run();
    }
    if (closing || (order > 0 && !aboutEngine)) {
      outbox.frame(Frame.NEXT_ENGINE);
      return false;
    }
    if (order < 0 && !aboutEngine) {
      throw new JstackException(
          "the running engine is "
              + build
              + ", this is the older "
              + asking
              + ": use the newer"
              + " jstack, or end it with \"jstack engine stop\"");
    }
    return true;
  }

  private void command(Connection connection) {
    Thread.ofVirtual().name("listen").start(connection::listen);
    running.add(connection);
    try (var _ = activity.begin()) {
      connection.run(runner);
    } finally {
      running.remove(connection);
    }
  }

  private static void join(Thread sender) {
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
