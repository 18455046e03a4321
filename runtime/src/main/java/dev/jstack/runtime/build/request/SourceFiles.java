package dev.jstack.runtime.build.request;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and reads the Dockerfile and the .dockerignore that belongs to it. */
public final class SourceFiles {
  public static final String IGNORE = ".dockerignore";

  private SourceFiles() {}

  static BuildSource load(Path directory, @Nullable Path dockerfile) {
    if (!Files.isDirectory(directory)) {
      throw new JstackException("build context " + directory + ": not a directory");
    }
    var name = dockerfile == null ? Path.of("Dockerfile") : dockerfile;
    var file = directory.resolve(name);
    var text = read(file);
    if (text == null) {
      throw new JstackException(
          "failed to read dockerfile: open " + file + ": no such file or directory");
    }
    var beside = read(file.resolveSibling(file.getFileName() + IGNORE));
    var ignore = beside != null ? beside : read(directory.resolve(IGNORE));
    return new BuildSource(directory, text, shown(directory, file), ignore, Map.of());
  }

  static BuildSource inline(@Nullable Path directory, String text) {
    var ignore = directory == null ? null : read(directory.resolve(IGNORE));
    return new BuildSource(directory, text, "Dockerfile", ignore, Map.of());
  }

  /** The .dockerignore in the root of a context, or null. */
  public static @Nullable String ignoreText(Path directory) {
    return read(directory.resolve(IGNORE));
  }

  /** Of a directory that somebody else has filled: links don't lead out of it. */
  public static BuildSource within(Directory root, Path place, String dockerfile) {
    var text = within(root, dockerfile);
    if (text == null) {
      throw new JstackException(
          "failed to read dockerfile: open " + dockerfile + ": no such file or directory");
    }
    var beside = within(root, dockerfile + IGNORE);
    var ignore = beside != null ? beside : within(root, IGNORE);
    return new BuildSource(place, text, dockerfile, ignore, Map.of());
  }

  /** The text of a file, or null. */
  public static @Nullable String within(Directory root, String name) {
    try (var input = new FileInput(root.open(RawPath.of(name), Fd.O_RDONLY, 0, Resolve.IN_ROOT))) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    } catch (LinuxException e) {
      if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
        return null;
      }
      throw e;
    } catch (IOException e) {
      throw new JstackException("failed to read " + name + ": " + e.getMessage(), e);
    }
  }

  private static String shown(Path directory, Path file) {
    var clean = file.normalize();
    var root = directory.normalize();
    return clean.startsWith(root) ? root.relativize(clean).toString() : clean.toString();
  }

  private static @Nullable String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new JstackException("failed to read " + file + ": " + e.getMessage(), e);
    }
  }
}
