package dev.jstack.runtime.container.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a log: {@code log} is written, {@code log.1} is the one before, and so on. */
public record LogFiles(Path current) {
  /** All there are, oldest first. */
  List<Path> oldestFirst() {
    var files = new ArrayList<Path>();
    for (int i = 0; Files.exists(number(i)); i++) {
      files.addFirst(number(i));
    }
    return files;
  }

  /** Makes room for a new current file, keeping {@code count} files with it. */
  void rotate(int count) throws IOException {
    Files.deleteIfExists(number(Math.max(1, count - 1)));
    for (int i = Math.max(1, count - 1); i > 0; i--) {
      if (Files.exists(number(i - 1))) {
        Files.move(number(i - 1), number(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (count <= 1) {
      Files.deleteIfExists(number(1));
    }
  }

  /** The file that was begun after the one with this identity was full; none if it is current. */
  Optional<Path> after(Object identity) {
    var files = oldestFirst();
    for (int i = 0; i < files.size(); i++) {
      if (identity.equals(identity(files.get(i)).orElse(""))) {
        return i + 1 < files.size() ? Optional.of(files.get(i + 1)) : Optional.empty();
      }
    }
    return files.stream().findFirst();
  }

  /** Tells files apart whatever they are called. */
  static Optional<Object> identity(Path file) {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path number(int number) {
    return number == 0 ? current : current.resolveSibling(current.getFileName() + "." + number);
  }
}
