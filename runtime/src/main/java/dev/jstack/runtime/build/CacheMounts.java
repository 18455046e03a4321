package dev.jstack.runtime.build;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.RawPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The directories of {@code RUN --mount=type=cache}, which outlive builds. */
final class CacheMounts {
  private CacheMounts() {}

  /** The name of an id's directory: its hash, so that no id can point elsewhere. */
  static RawPath name(String id) {
    return RawPath.of(Digest.of(id.getBytes(StandardCharsets.UTF_8)).hex());
  }

  static void clear(Path mounts) {
    try (var directory = Directory.open(mounts)) {
      for (var entry : directory.list()) {
        directory.removeTree(entry.name());
      }
    }
  }
}
