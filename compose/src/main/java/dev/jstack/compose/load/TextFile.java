package dev.jstack.compose.load;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Small text files the user wrote. */
final class TextFile {
  private static final long LIMIT = 16L << 20;

  private TextFile() {}

  /**
   * The file's text.
   *
   * @throws JstackException if it can't be read, is no UTF-8 or very long
   */
  static String read(Path path) {
    try {
      if (Files.size(path) > LIMIT) {
        throw new JstackException(path + ": larger than 16 MiB");
      }
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      throw new JstackException(path + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new JstackException(path + ": permission denied", e);
    } catch (CharacterCodingException e) {
      throw new JstackException(path + ": not UTF-8 text", e);
    } catch (IOException e) {
      throw new JstackException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
