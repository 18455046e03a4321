package dev.jstack.engine.watch;

import dev.jstack.compose.model.Build;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The local files that a build reads.
 *
 * @param context the directory that .dockerignore is about
 * @param sources the context and further local ones
 * @param own the Dockerfile, unless it is in the Compose file
 * @param ignoreFiles where a .dockerignore may be, the one that counts first
 * @param ignoreText what it says, or null
 */
record BuildFiles(
    RawPath context,
    List<RawPath> sources,
    List<RawPath> own,
    List<RawPath> ignoreFiles,
    @Nullable String ignoreText) {
  private static final String IGNORE = ".dockerignore";

  /** Null without a build, or if its files are elsewhere. */
  static @Nullable BuildFiles of(@Nullable Build build) {
    if (build == null || !build.context().startsWith("/")) {
      return null;
    }
    Path directory = Path.of(build.context());
    List<RawPath> sources = new ArrayList<>();
    sources.add(RealPaths.of(directory));
    build.additionalContexts().values().stream()
        .filter(place -> place.startsWith("/"))
        .forEach(place -> sources.add(RealPaths.of(Path.of(place))));
    List<Path> ignores = new ArrayList<>();
    List<RawPath> own = new ArrayList<>();
    if (build.dockerfileInline() == null) {
      Path dockerfile = directory.resolve(build.dockerfile());
      own.add(RealPaths.of(dockerfile));
      ignores.add(dockerfile.resolveSibling(dockerfile.getFileName() + IGNORE));
    }
    ignores.add(directory.resolve(IGNORE));
    return new BuildFiles(
        sources.getFirst(),
        sources,
        own,
        ignores.stream().map(RealPaths::of).toList(),
        ignores.stream()
            .filter(Files::isRegularFile)
            .findFirst()
            .map(BuildFiles::text)
            .orElse(null));
  }

  private static @Nullable String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return null; // The build tells why.
    }
  }
}
