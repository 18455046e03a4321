package dev.jstack.networking;

import dev.jstack.networking.dns.ResolvConf;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The host's /etc/resolv.conf, read again when it has changed. */
final class HostResolver implements AutoCloseable {
  private final Path file;
  private final WatchedFile watched;
  private ResolvConf content = new ResolvConf(List.of(), List.of(), List.of());

  HostResolver(Path file) {
    this.file = file;
    watched = new WatchedFile(file);
  }

  /** Gone for a moment while it is replaced: then what we know is the best there is. */
  synchronized ResolvConf read() {
    try {
      if (watched.hasChanged() && Files.exists(file)) {
        content = ResolvConf.read(file);
      }
    } catch (UncheckedIOException e) {
      // likewise
    }
    return content;
  }

  @Override
  public synchronized void close() {
    watched.close();
  }
}
