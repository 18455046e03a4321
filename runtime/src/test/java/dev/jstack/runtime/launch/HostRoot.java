package dev.jstack.runtime.launch;

import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.Mounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The machine's own root file system below a writable layer in memory: a container's root. */
final class HostRoot implements AutoCloseable {
  private final Path layer;
  private final Fd tree;

  HostRoot() {
    try {
      layer = Files.createTempDirectory(Path.of("/dev/shm"), "jstack-launch");
      var upper = Files.createDirectory(layer.resolve("upper"));
      var work = Files.createDirectory(layer.resolve("work"));
      tree = Mounts.overlay(List.of("/"), upper.toString(), work.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Fd tree() {
    return tree;
  }

  Path upper() {
    return layer.resolve("upper");
  }

  @Override
  public void close() {
    tree.close();
    delete(layer);
  }

  /** Removes the writable layer of a root whose owner was killed. */
  static void delete(Path layer) {
    try (var files = Files.walk(layer)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(f -> f.delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
