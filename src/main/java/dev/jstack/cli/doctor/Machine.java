package dev.jstack.cli.doctor;

import dev.jstack.runtime.linux.ProcFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files in which a machine says what it is like; a made-up one lies in another directory. */
record Machine(Path root) {
  static Machine real() {
    return new Machine(Path.of("/"));
  }

  boolean has(String path) {
    return Files.exists(root.resolve(path.substring(1)));
  }

  boolean writable(String path) {
    return Files.isWritable(root.resolve(path.substring(1)));
  }

  /** A file's text without blanks around it; empty if it can't be read. */
  Optional<String> text(String path) {
    try {
      return Optional.of(String.join("\n", lines(root.resolve(path.substring(1)))).strip());
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static List<String> lines(Path file) {
    return ProcFile.lines(file.toString());
  }

  List<String> lines(String path) {
    return text(path).map(text -> text.lines().toList()).orElse(List.of());
  }

  Optional<Long> number(String path) {
    return text(path).filter(text -> text.matches("-?\\d{1,18}")).map(Long::valueOf);
  }
}
