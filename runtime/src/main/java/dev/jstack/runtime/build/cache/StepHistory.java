package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.linux.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What steps depended on, by cache key, and which key each place of a Dockerfile had the last time.
 * Small files; without them a build is as good, but can't say why it did what it did.
 */
public final class StepHistory {
  private final Path inputs;
  private final Path places;

  StepHistory(Path cache) {
    this.inputs = cache.resolve("inputs");
    this.places = cache.resolve("places");
    try {
      Files.createDirectories(inputs);
      Files.createDirectories(places);
    } catch (IOException e) {
      throw new JstackException("cannot make the build cache: " + e.getMessage(), e);
    }
  }

  /** The step at this place came from the cache. */
  public void reused(Digest place, Digest key) {
    if (!key(place).filter(key::equals).isPresent()) {
      write(places.resolve(place.hex()), key.hex());
    }
  }

  /** The step at this place was done, with these inputs. */
  public void done(Digest place, Digest key, StepInputs used) {
    write(inputs.resolve(key.hex()), Json.write(used));
    write(places.resolve(place.hex()), key.hex());
  }

  /** Why the step at this place is not in the cache; in words. */
  public List<String> causes(Digest place, Digest key, StepInputs now) {
    var last = key(place);
    if (last.isEmpty()) {
      return List.of("it was not built here before");
    }
    if (last.get().equals(key)) {
      return List.of("its result is not in the cache any more");
    }
    var before = inputs(last.get());
    if (before.isEmpty()) {
      return List.of("what it depended on the last time is not known any more");
    }
    var causes = InputChanges.between(before.get(), now);
    return causes.isEmpty() ? List.of("something it depends on changed") : causes;
  }

  private Optional<Digest> key(Digest place) {
    try {
      return Optional.of(new Digest(Files.readString(places.resolve(place.hex()))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<StepInputs> inputs(Digest key) {
    var file = inputs.resolve(key.hex());
    try {
      return Optional.of(Json.read(Files.readAllBytes(file), StepInputs.class, file.toString()));
    } catch (IOException | JstackException e) {
      return Optional.empty();
    }
  }

  /** The step's cache entry is gone. */
  void forget(Digest key) throws IOException {
    Files.deleteIfExists(inputs.resolve(key.hex()));
  }

  private static void write(Path file, String content) {
    Durable.replace(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
