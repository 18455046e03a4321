package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and reads the Dockerfile and the .dockerignore that belongs to it. */
final class SourceFiles {
  private static final String IGNORE = ".dockerignore";

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
  static @Nullable String ignoreText(Path directory) {
    return read(directory.resolve(IGNORE));
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
