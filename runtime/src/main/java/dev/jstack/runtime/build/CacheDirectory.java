package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.LayerStore;
import dev.jstack.runtime.json.Json;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * Steps of builds with their layers, in a directory that may go to another machine ({@code
 * --cache-to type=local}): {@code jstack-cache.json}, and plain tars by diff id in {@code
 * blobs/sha256}.
 */
final class CacheDirectory {
  private static final String TABLE = "jstack-cache.json";

  /** The table: key of a step (hex) to what is known of it. */
  record Table(Map<String, CacheEntry> steps) {}

  private final Path directory;
  private final LayerStore layers;

  CacheDirectory(Path directory, LayerStore layers) {
    this.directory = directory;
    this.layers = layers;
  }

  /** Adds to what is there; the table comes last, when all its layers are complete. */
  void write(Map<Digest, CacheEntry> steps) {
    var table = new TreeMap<>(table().steps());
    try {
      Files.createDirectories(directory.resolve("blobs").resolve("sha256"));
      for (var step : steps.entrySet()) {
        var layer = step.getValue().layer().flatMap(layers::find);
        if (layer.isPresent()) {
          blob(layer.get());
        }
        table.put(step.getKey().hex(), step.getValue());
      }
      var json = Json.write(new Table(table)).getBytes(StandardCharsets.UTF_8);
      replace(directory.resolve(TABLE), Files.write(directory.resolve(TABLE + ".tmp"), json));
    } catch (IOException e) {
      throw new JstackException("cannot write cache " + directory + ": " + e.getMessage(), e);
    }
  }

  private void blob(Layer layer) throws IOException {
    var file = path(layer.diffId());
    if (!Files.exists(file)) {
      var unfinished = file.resolveSibling(file.getFileName() + ".tmp");
      try (var out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
        layers.writeTar(layer, out);
      }
      replace(file, unfinished);
    }
  }

  private static void replace(Path file, Path unfinished) throws IOException {
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Puts the steps that {@code cache} doesn't know into it; a layer must be what it is called. */
  void readInto(BuildCache cache) {
    table()
        .steps()
        .forEach((hex, entry) -> {
          var key = new Digest(hex);
          if (cache.find(key).isEmpty()) {
            entry.layer().filter(id -> layers.find(id).isEmpty()).ifPresent(this::unpack);
            cache.put(key, entry);
          }
        });
  }

  private void unpack(Digest diffId) {
    try (var tar = new BufferedInputStream(Files.newInputStream(path(diffId)))) {
      if (!layers.unpack(tar).diffId().equals(diffId)) {
        throw new JstackException("cache " + directory + ": layer " + diffId + " is damaged");
      }
    } catch (IOException e) {
      throw new JstackException("cannot read cache " + directory + ": " + e.getMessage(), e);
    }
  }

  /** Nothing where there is no cache yet. */
  private Table table() {
    var file = directory.resolve(TABLE);
    try {
      return Files.exists(file)
          ? Json.read(Files.readAllBytes(file), Table.class, file.toString())
          : new Table(Map.of());
    } catch (IOException e) {
      throw new JstackException("cannot read cache " + directory + ": " + e.getMessage(), e);
    }
  }

  private Path path(Digest diffId) {
    return directory.resolve("blobs").resolve("sha256").resolve(diffId.hex());
  }
}
