package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.Layer;
import dev.jstack.runtime.image.LayerStore;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;

/**
 * Steps of builds with their layers, in a directory that may go to another machine ({@code
 * --cache-to type=local}): {@code jstack-cache.json}, and plain tars by diff id in {@code
 * blobs/sha256}.
 */
public final class CacheDirectory {
  private static final String TABLE = "jstack-cache.json";

  private final Path directory;
  private final LayerStore layers;

  public CacheDirectory(Path directory, LayerStore layers) {
    this.directory = directory;
    this.layers = layers;
  }

  /** Adds to what is there; the table comes last, when all its layers are complete. */
  public void write(CacheTable steps, List<Layer> kept) {
    var table = table().with(steps);
    try {
      Files.createDirectories(directory.resolve("blobs").resolve("sha256"));
      for (var layer : kept) {
        blob(layer);
      }
      var unfinished = Files.write(directory.resolve(TABLE + ".tmp"), table.toJson());
      replace(directory.resolve(TABLE), unfinished);
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

  /** The steps that are there; a layer must be what it is called. */
  public StepSource source() {
    var table = table();
    var there = new HashSet<>(table.made());
    there.removeIf(id -> !Files.exists(path(id)));
    return new StepSource(
        directory.toString(), table, there, wanted -> wanted.forEach(this::unpack));
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
  private CacheTable table() {
    var file = directory.resolve(TABLE);
    try {
      return Files.exists(file)
          ? CacheTable.parse(Files.readAllBytes(file), file.toString())
          : CacheTable.EMPTY;
    } catch (IOException e) {
      throw new JstackException("cannot read cache " + directory + ": " + e.getMessage(), e);
    }
  }

  private Path path(Digest diffId) {
    return directory.resolve("blobs").resolve("sha256").resolve(diffId.hex());
  }
}
