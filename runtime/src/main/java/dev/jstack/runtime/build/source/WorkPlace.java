package dev.jstack.runtime.build.source;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of our own that is gone, with all in it, when it is closed. */
public record WorkPlace(Path path) implements AutoCloseable {
  public static WorkPlace in(Path temporary) {
    try {
      Files.createDirectories(temporary);
      return new WorkPlace(Files.createTempDirectory(temporary, "build-"));
    } catch (IOException e) {
      throw new JstackException(
          "cannot make a directory in " + temporary + ": " + e.getMessage(), e);
    }
  }

  public Path write(String name, byte[] content) {
    try {
      return Files.write(path.resolve(name), content);
    } catch (IOException e) {
      throw new JstackException("cannot write " + path.resolve(name) + ": " + e.getMessage(), e);
    }
  }

  public Path directory(String name) {
    try {
      return Files.createDirectory(path.resolve(name));
    } catch (IOException e) {
      throw new JstackException("cannot make " + path.resolve(name) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    var parent = path.getParent();
    if (parent != null) {
      try (var directory = Directory.open(parent)) {
        directory.removeTree(RawPath.of(String.valueOf(path.getFileName())));
      }
    }
  }
}
