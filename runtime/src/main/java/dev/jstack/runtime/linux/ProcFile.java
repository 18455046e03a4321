package dev.jstack.runtime.linux;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the kernel's own small files. Unlike java.nio.file this is not ended by an interruption of
 * the thread: constants are read this way, because a class whose initializer fails stays broken.
 * And it reads all at once: of a number in {@code /proc/sys} a second read gives nothing, and
 * java.nio.file reads a single byte first of what says it is empty.
 */
public final class ProcFile {
  private ProcFile() {}

  public static List<String> lines(String path) {
    try (var file = new FileInputStream(path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
