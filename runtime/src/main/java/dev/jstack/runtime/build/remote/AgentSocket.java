package dev.jstack.runtime.build.remote;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.request.SshAgent;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A socket of the step's own in front of the caller's ssh agent, so that it may have another owner
 * and mode, and so that nothing of it works any longer once the step has ended.
 */
public final class AgentSocket implements AutoCloseable {
  public static final RawPath NAME = RawPath.of("agent");

  private static final int BUFFER = 1 << 14;

  private final Path directory;
  private final Path agent;
  private final @Nullable KeyAgent keys;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  private AgentSocket(
      Path directory, Path agent, @Nullable KeyAgent keys, ServerSocketChannel server) {
    this.directory = directory;
    this.agent = agent;
    this.keys = keys;
    this.server = server;
  }

  /** Listens in {@code directory}, which is empty and ours. */
  public static AgentSocket open(SshAgent agent, Path directory) {
    var keys = agent instanceof SshAgent.Keys(var files) ? KeyAgent.start(files, directory) : null;
    var path = agent instanceof SshAgent.Socket(var socket) ? socket : KeyAgent.socket(directory);
    try {
      var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      // By descriptor, as the path may be longer than an address can be.
      try (var place = Directory.open(directory)) {
        server.bind(address(Path.of("/proc/self/fd/" + place.fd().number() + "/" + NAME)));
      }
      var socket = new AgentSocket(directory, path, keys, server);
      Thread.ofVirtual().name("ssh-agent").start(socket::accept);
      return socket;
    } catch (IOException e) {
      if (keys != null) {
        keys.close();
      }
      throw new JstackException("cannot forward ssh agent " + path + ": " + e.getMessage(), e);
    }
  }

  public Path directory() {
    return directory;
  }

  private static UnixDomainSocketAddress address(Path path) {
    return UnixDomainSocketAddress.of(path);
  }

  private void accept() {
    try {
      while (server.isOpen()) {
        forward(server.accept());
      }
    } catch (IOException e) {
      // Closed: the step has ended.
    }
  }

  private void forward(SocketChannel client) {
    open.add(client);
    try (var place = Directory.open(agent.getParent() == null ? Path.of("/") : agent.getParent())) {
      var path = "/proc/self/fd/" + place.fd().number() + "/" + agent.getFileName();
      var behind = SocketChannel.open(address(Path.of(path)));
      open.add(behind);
      Thread.ofVirtual().start(() -> copy(client, behind));
      Thread.ofVirtual().start(() -> copy(behind, client));
    } catch (IOException | JstackException e) {
      close(client);
    }
  }

  private void copy(SocketChannel from, SocketChannel to) {
    var buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException e) {
      // One side has gone; so does the other.
    } finally {
      close(from);
      close(to);
    }
  }

  private void close(SocketChannel channel) {
    open.remove(channel);
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing more can be done about it.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // The descriptor is gone all the same.
    }
    open.forEach(this::close);
    if (keys != null) {
      keys.close();
    }
  }
}
