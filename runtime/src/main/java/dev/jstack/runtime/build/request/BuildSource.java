package dev.jstack.runtime.build.request;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is built: a Dockerfile and the files it may copy.
 *
 * @param directory the build context, absolute; null when there is none ({@code build - <
 *     Dockerfile})
 * @param text the Dockerfile
 * @param name the Dockerfile's name for messages, as the user would write it
 * @param ignoreText the .dockerignore that counts for it, or null for none
 * @param contexts additional contexts by name: an absolute directory, or {@code
 *     docker-image://reference}
 */
public record BuildSource(
    @Nullable Path directory,
    String text,
    String name,
    @Nullable String ignoreText,
    Map<String, String> contexts) {
  public BuildSource {
    contexts = Collections.unmodifiableMap(new LinkedHashMap<>(contexts));
  }

  /**
   * Reads the Dockerfile and its .dockerignore. {@code dockerfile} is absolute, or relative to the
   * context; null is {@code Dockerfile} in it.
   */
  public static BuildSource load(Path directory, @Nullable Path dockerfile) {
    return SourceFiles.load(directory, dockerfile);
  }

  /** A Dockerfile given as text (standard input, compose's {@code dockerfile_inline}). */
  public static BuildSource inline(@Nullable Path directory, String text) {
    return SourceFiles.inline(directory, text);
  }

  /** The same with additional contexts. */
  public BuildSource with(Map<String, String> additionalContexts) {
    return new BuildSource(directory, text, name, ignoreText, additionalContexts);
  }
}
