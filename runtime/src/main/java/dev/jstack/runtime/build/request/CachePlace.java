package dev.jstack.runtime.build.request;

import java.nio.file.Path;

/**
 * Where the steps of builds are kept for other builds ({@code --cache-from}, {@code --cache-to}).
 */
public sealed interface CachePlace {
  /** An absolute directory. */
  record Directory(Path path) implements CachePlace {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** A name in a registry: a cache of its own, or an image with its own steps in it. */
  record Registry(String reference) implements CachePlace {
    @Override
    public String toString() {
      return reference;
    }
  }

  /** The image that is built; only to write. */
  record Inline() implements CachePlace {
    @Override
    public String toString() {
      return "inline";
    }
  }

  /** A kind that Docker may know: it is told, and the build goes on. */
  record Unknown(String kind) implements CachePlace {
    @Override
    public String toString() {
      return kind;
    }
  }
}
