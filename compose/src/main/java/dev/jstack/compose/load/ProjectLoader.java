package dev.jstack.compose.load;

/** Reads Compose files into a checked project. */
@SuppressWarnings("DoNotCallSuggester")
public final class ProjectLoader {
  private ProjectLoader() {}

  /**
   * Finds, reads, merges and checks the files. All problems are reported at once.
   *
   * @throws dev.jstack.runtime.SourceException with every problem found, in file order
   * @throws dev.jstack.runtime.JstackException if there is no file to read
   */
  public static LoadedProject load(LoadRequest request) {
    throw new UnsupportedOperationException("load " + request.directory());
  }
}
