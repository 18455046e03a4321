package dev.jstack.runtime.build.request;

import dev.jstack.runtime.JstackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A value that steps may see and that ends up in no layer, no history and no cache key. */
public sealed interface BuildSecret {
  /** The bytes of a file, absolute path. */
  record File(Path path) implements BuildSecret {}

  /** What a step sees. */
  default byte[] bytes() {
    return switch (this) {
      case Value(var text) -> text.getBytes(StandardCharsets.UTF_8);
      case File(var path) -> read(path);
    };
  }

  private static byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new JstackException("cannot read secret " + path + ": " + e.getMessage(), e);
    }
  }

  /** A value that the caller has read already. */
  record Value(String text) implements BuildSecret {
    @Override
    public String toString() {
      return "Value[…]";
    }
  }
}
