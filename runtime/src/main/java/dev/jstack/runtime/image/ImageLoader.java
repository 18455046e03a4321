package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.layer.ArchiveException;
import dev.jstack.runtime.layer.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Reads image archives into the store: layers in parallel, each checked against its diff id. */
final class ImageLoader {
  private final ImageStore store;
  private final Path spool;
  private final @Nullable Platform wanted;

  /**
   * {@code spool} is a directory for archives that don't come as plain files; {@code wanted} is the
   * platform that all images must have, null for any.
   */
  ImageLoader(ImageStore store, Path spool, @Nullable Platform wanted) {
    this.store = store;
    this.spool = spool;
    this.wanted = wanted;
  }

  List<LoadedImage> load(InputStream archive) throws IOException {
    var plain = Files.createTempFile(spool, "load", ".tar");
    try {
      try (var content = Compression.open(archive)) {
        Files.copy(content, plain, StandardCopyOption.REPLACE_EXISTING);
      }
      return loadPlain(plain);
    } finally {
      Files.deleteIfExists(plain);
    }
  }

  List<LoadedImage> load(Path archive) throws IOException {
    if (Files.isDirectory(archive)) {
      return loadPlain(archive);
    }
    byte[] start;
    try (var input = Files.newInputStream(archive)) {
      start = input.readNBytes(8);
    }
    if (Compression.of(start) == Compression.NONE) {
      return loadPlain(archive);
    }
    try (var input = Files.newInputStream(archive)) {
      return load(input);
    }
  }

  private List<LoadedImage> loadPlain(Path place) throws IOException {
    try (var archive = Archive.open(place);
        var _ = store.layers().lease()) {
      var images = images(archive);
      images.forEach(this::checkPlatform);
      unpackAll(archive, images);
      var loaded = new ArrayList<LoadedImage>();
      for (ArchivedImage image : images) {
        var stored = store.commit(image.json(), image.names());
        loaded.add(new LoadedImage(stored.id(), image.names()));
      }
      return loaded;
    }
  }

  private List<ArchivedImage> images(Archive archive) throws IOException {
    boolean both = wanted != null && archive.has(OciLayout.INDEX);
    if (archive.has(DockerArchive.MANIFEST) && !both) {
      return DockerArchive.images(archive);
    }
    if (archive.has(OciLayout.INDEX)) {
      return OciLayout.images(archive, wanted == null ? Platform.current() : wanted);
    }
    if (archive.has(OldDockerArchive.REPOSITORIES)) {
      return OldDockerArchive.images(archive);
    }
    throw new ArchiveException(
        "not an image archive: no manifest.json, index.json or repositories in it");
  }

  private void checkPlatform(ArchivedImage image) {
    var platform = image.config().platform();
    if (wanted != null && !platform.suits(wanted)) {
      String name = image.names().isEmpty() ? "an image" : image.names().getFirst().familiar();
      throw new ArchiveException(
          "no image for " + wanted + " in the archive: " + name + " is for " + platform);
    }
  }

  private void unpackAll(Archive archive, List<ArchivedImage> images) {
    var wanted = new LinkedHashMap<Digest, ArchivedImage.Blob>();
    for (ArchivedImage image : images) {
      for (int i = 0; i < image.layers().size(); i++) {
        wanted.putIfAbsent(image.config().diffIds().get(i), image.layers().get(i));
      }
    }
    wanted.keySet().removeIf(diffId -> store.layers().find(diffId).isPresent());
    int threads = Math.clamp(wanted.size(), 1, Runtime.getRuntime().availableProcessors());
    try (var workers = Executors.newFixedThreadPool(threads)) {
      var running = new ArrayList<Future<?>>();
      wanted.forEach(
          (diffId, blob) -> running.add(workers.submit(() -> unpack(archive, blob, diffId))));
      running.forEach(ImageLoader::join);
    }
  }

  private Layer unpack(Archive archive, ArchivedImage.Blob blob, Digest diffId) throws IOException {
    var descriptor = blob.descriptor();
    try (var stream = archive.stream(blob.name())) {
      return descriptor == null || descriptor.digest().equals(diffId)
          ? store.layers().unpack(stream, diffId)
          : store.layers().unpack(new VerifiedInput(stream, descriptor), diffId);
    }
  }

  private static void join(Future<?> unpacking) {
    try {
      unpacking.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new JstackException("cannot unpack a layer", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JstackException("interrupted while loading an image", e);
    }
  }
}
