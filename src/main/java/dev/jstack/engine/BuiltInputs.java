package dev.jstack.engine;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Remembers what the inputs of a service's image were when it was built, so that a change of them
 * is seen. Beside the image, not in it: the same result from other inputs is the same image.
 */
final class BuiltInputs {
  /** {@code inputs} gave this image. */
  record Entry(String image, String inputs) {}

  private final Path directory;

  BuiltInputs(Path directory) {
    this.directory = directory;
  }

  /** The digest of the inputs, if {@code image} is still what the reference was built to. */
  Optional<String> of(String reference, Digest image) {
    try {
      Entry entry = Json.read(Files.readAllBytes(file(reference)), Entry.class, reference);
      return Optional.of(entry)
          .filter(found -> found.image().equals(image.toString()))
          .map(Entry::inputs);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new JstackException("cannot read " + file(reference), e);
    }
  }

  void remember(String reference, Digest image, String inputs) {
    try {
      Files.createDirectories(directory);
      Path fresh = Files.createTempFile(directory, ".new", "");
      Files.writeString(fresh, Json.write(new Entry(image.toString(), inputs)));
      Files.move(fresh, file(reference), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new JstackException("cannot write " + file(reference), e);
    }
  }

  private Path file(String reference) {
    return directory.resolve(Digest.of(reference.getBytes(StandardCharsets.UTF_8)).hex());
  }
}
