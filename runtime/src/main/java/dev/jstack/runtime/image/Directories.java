package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The store's own directories. */
final class Directories {
  private Directories() {}

  /** Makes it, readable by the owner alone: layers have setuid programs in them. */
  static Path makePrivate(Path directory) {
    try {
      Files.createDirectories(directory);
      return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new JstackException("cannot make " + directory + ": " + e.getMessage(), e);
    }
  }

  static List<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    } catch (IOException e) {
      throw new JstackException("cannot list " + directory + ": " + e.getMessage(), e);
    }
  }

  /** Removes a tree, whose names need not be text. */
  static void remove(Path path) {
    var parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("not to be removed: " + path);
    }
    try (var directory = Directory.open(parent)) {
      directory.removeTree(RawPath.of(path.getFileName().toString()));
    }
  }

  static void removeIfThere(Path path) {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      remove(path);
    }
  }
}
