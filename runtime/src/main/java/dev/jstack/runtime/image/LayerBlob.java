package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.linux.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a layer is called in registries: beside it in {@code blob.json}, and in {@code blob} the very
 * bytes if it was pulled. They live exactly as long as their layer.
 */
record LayerBlob(String mediaType, String digest, long size) {
  private static final String FACTS = "blob.json";
  private static final String BYTES = "blob";

  static LayerBlob of(Descriptor descriptor) {
    return new LayerBlob(descriptor.mediaType(), descriptor.digest().toString(), descriptor.size());
  }

  /** The bytes of the layer in {@code place}, which are there if it was pulled. */
  static Path bytes(Path place) {
    return place.resolve(BYTES);
  }

  void write(Path place) {
    Durable.replace(place.resolve(FACTS), Json.write(this).getBytes(StandardCharsets.UTF_8));
  }

  /** Nothing if it was neither pulled nor pushed, or if a power loss took what was noted. */
  static Optional<Descriptor> read(Path place) {
    try {
      byte[] json = Files.readAllBytes(place.resolve(FACTS));
      var blob = Json.read(json, LayerBlob.class, FACTS);
      return Optional.of(new Descriptor(blob.mediaType, Digest.parse(blob.digest), blob.size));
    } catch (IOException | JstackException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
