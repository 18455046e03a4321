package dev.jstack.engine.watch;

import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.nio.file.Path;

/** Paths that the user wrote, as the kernel reports them. */
final class RealPaths {
  private RealPaths() {}

  /** Below {@code /}, without links as far as it exists. */
  static RawPath of(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path known = absolute; known != null; known = known.getParent()) {
      try {
        return raw(known.toRealPath().resolve(known.relativize(absolute)));
      } catch (IOException e) {
        // What is missing can have no links: the directory above it decides.
      }
    }
    return raw(absolute);
  }

  private static RawPath raw(Path path) {
    return RawPath.of(path.toString()).clean();
  }
}
