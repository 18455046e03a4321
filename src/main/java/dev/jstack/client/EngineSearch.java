package dev.jstack.client;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** Finds the engine of a run directory, and starts it when there is none. */
final class EngineSearch {
  private static final long DEADLINE_MILLIS = 60_000;
  private static final long PAUSE_MILLIS = 3;

  private final Directories directories;
  private final boolean rootless;
  private final long deadline = System.nanoTime() + DEADLINE_MILLIS * 1_000_000;
  private @Nullable EngineStart started;

  /** {@code rootless}: whether the engine is an ordinary user's. */
  EngineSearch(Directories directories, boolean rootless) {
    this.directories = directories;
    this.rootless = rootless;
  }

  /** A connection to the engine; null when there is none and {@code start} is false. */
  @Nullable SocketChannel connect(boolean start) throws IOException {
    var address = UnixDomainSocketAddress.of(directories.socket());
    while (true) {
      var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(address);
        return channel;
      } catch (IOException e) {
        channel.close();
        if (!start) {
          return null;
        }
        check(e);
      }
      pause();
    }
  }

  /** An engine that was started is given time; one that ended is started again. */
  private void check(IOException failure) throws IOException {
    if (System.nanoTime() > deadline) {
      throw new IOException("no engine answers at " + directories.socket(), failure);
    }
    if (started == null || started.hasLostTheRace()) {
      started = EngineStart.now(directories, rootless);
    } else {
      started.check();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new IOException("interrupted while waiting for the engine", e);
    }
  }
}
