package dev.jstack.compose.load;

import dev.jstack.runtime.JstackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The files as one load sees them, named as its caller would. It remembers what it was asked, so
 * that a later load knows whether it would get the same answers.
 */
final class FileView {
  private final Path from;
  private final Map<Path, Boolean> present = new HashMap<>();
  private final Map<Path, String> texts = new HashMap<>();

  /**
   * A view that has seen nothing.
   *
   * @param from the caller's directory
   */
  FileView(Path from) {
    this.from = from;
  }

  boolean isFile(Path path) {
    boolean file = Files.isRegularFile(path);
    present.put(path, file);
    return file;
  }

  /**
   * The file's text.
   *
   * @throws JstackException if it can't be read
   */
  String text(Path path) {
    String text = TextFile.read(path);
    texts.put(path, text);
    return text;
  }

  SourceText source(Path path) {
    return new SourceText(shown(path), path, text(path));
  }

  /** A file's name in places: relative to the caller's directory if that is shorter. */
  String shown(Path path) {
    return path.startsWith(from) ? from.relativize(path).toString() : path.toString();
  }

  /** Whether all files are now as they were seen. */
  boolean holds() {
    return present.entrySet().stream()
            .allMatch(e -> Files.isRegularFile(e.getKey()) == e.getValue())
        && texts.entrySet().stream().allMatch(e -> same(e.getKey(), e.getValue()));
  }

  private static boolean same(Path path, String text) {
    try {
      return TextFile.read(path).equals(text);
    } catch (JstackException e) {
      return false;
    }
  }
}
