package dev.jstack.cli.frame;

import dev.jstack.console.Invocation;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that the user names for archives. */
public final class OutputFile {
  private OutputFile() {}

  /** The path of a file to write; what can't be one is refused before any work is done. */
  public static Path check(Invocation invocation, String name) {
    Path file = invocation.resolve(name);
    if (Files.isDirectory(file)) {
      throw new JstackException("cannot write " + name + ": it is a directory");
    }
    Path directory = file.getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      throw new NotFoundException("directory", directory.toString());
    }
    return file;
  }
}
