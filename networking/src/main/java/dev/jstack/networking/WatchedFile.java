package dev.jstack.networking;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Inotify;
import dev.jstack.runtime.linux.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells whether a file has changed since the last question: written, replaced, or a link on the way
 * to it led elsewhere (inotify(7)). Where nothing can be watched, it always may have. One thread at
 * a time.
 */
final class WatchedFile implements AutoCloseable {
  private static final int MOST_LINKS = 8;

  private final Path file;
  private Optional<Inotify> inotify = Optional.empty();

  WatchedFile(Path file) {
    this.file = file;
  }

  /** Also the first time. */
  boolean hasChanged() {
    if (inotify.isPresent() && Poll.readable(List.of(inotify.get().fd()), 0).isEmpty()) {
      return false;
    }
    watchAgain();
    return true;
  }

  /** Anew, because the way to the file may be another one. */
  private void watchAgain() {
    close();
    try {
      var opened = Inotify.open();
      inotify = Optional.of(opened);
      watch(opened, file, MOST_LINKS);
    } catch (JstackException | IOException e) {
      close(); // a limit of the kernel, or a directory that is gone for a moment
    }
  }

  private static void watch(Inotify inotify, Path file, int links) throws IOException {
    try (var directory =
        Directory.open(Objects.requireNonNull(file.toAbsolutePath().getParent()))) {
      inotify.watch(directory);
      if (Files.isSymbolicLink(file) && links > 0) {
        watch(inotify, file.resolveSibling(Files.readSymbolicLink(file)), links - 1);
      } else if (Files.isRegularFile(file)) {
        try (var opened = Fd.open(file.toString(), Fd.O_RDONLY)) {
          inotify.watch(opened);
        }
      }
    }
  }

  @Override
  public void close() {
    inotify.ifPresent(Inotify::close);
    inotify = Optional.empty();
  }
}
