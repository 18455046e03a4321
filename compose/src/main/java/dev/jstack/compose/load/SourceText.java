package dev.jstack.compose.load;

import java.nio.file.Path;

/**
 * The text of a Compose file.
 *
 * @param name as places show it
 * @param path absolute; for standard input a name that doesn't exist
 */
record SourceText(String name, Path path, String text) {
  static SourceText read(Path path, Path shownFrom) {
    return new SourceText(shown(path, shownFrom), path, TextFile.read(path));
  }

  /** Relative to the caller's directory if that is shorter. */
  static String shown(Path path, Path from) {
    if (!path.startsWith(from)) {
      return path.toString();
    }
    return from.relativize(path).toString();
  }
}
