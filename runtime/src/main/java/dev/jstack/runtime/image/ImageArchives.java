package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.layer.ArchiveWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The images of a store as archives, in and out. */
final class ImageArchives {
  private static final int BUFFER = 1 << 18;

  private final ImageStore store;
  private final Path spool;

  /** {@code spool} is a directory for archives that don't come as plain files. */
  ImageArchives(ImageStore store, Path spool) {
    this.store = store;
    this.spool = spool;
  }

  List<LoadedImage> load(InputStream archive, @Nullable Platform platform) {
    try {
      return new ImageLoader(store, spool, platform).load(archive);
    } catch (IOException e) {
      throw new JstackException("cannot load images: " + e.getMessage(), e);
    }
  }

  List<LoadedImage> load(Path archive, @Nullable Platform platform) {
    try {
      return new ImageLoader(store, spool, platform).load(archive);
    } catch (NoSuchFileException e) {
      throw new NotFoundException("file", archive.toString());
    } catch (IOException e) {
      throw new JstackException("cannot load " + archive + ": " + e.getMessage(), e);
    }
  }

  void save(List<String> namesOrIds, OutputStream archive) {
    try (var _ = store.layers().lease()) {
      saveTar(chosen(namesOrIds), archive);
    } catch (IOException e) {
      throw new JstackException("cannot save images: " + e.getMessage(), e);
    }
  }

  /** The file is there when it is complete. */
  void save(List<String> namesOrIds, Path file) {
    try (var _ = store.layers().lease()) {
      var chosen = chosen(namesOrIds);
      var unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), ".save-", ".tar");
      try {
        try (var out = new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER)) {
          saveTar(chosen, out);
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new JstackException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** As an OCI image layout; the directory must be new or empty. */
  void saveDirectory(List<String> namesOrIds, Path directory) {
    try (var _ = store.layers().lease()) {
      saveDirectory(directory, chosen(namesOrIds));
    } catch (IOException e) {
      throw new JstackException("cannot write " + directory + ": " + e.getMessage(), e);
    }
  }

  void write(ImageSaver.Saved image, OutputStream archive) {
    try (var _ = store.layers().lease()) {
      saveTar(List.of(image), archive);
    } catch (IOException e) {
      throw new JstackException("cannot save the image: " + e.getMessage(), e);
    }
  }

  void write(ImageSaver.Saved image, Path directory) {
    try (var _ = store.layers().lease()) {
      saveDirectory(directory, List.of(image));
    } catch (IOException e) {
      throw new JstackException("cannot write " + directory + ": " + e.getMessage(), e);
    }
  }

  private void saveDirectory(Path directory, List<ImageSaver.Saved> chosen) throws IOException {
    Files.createDirectories(directory);
    if (!Directories.children(directory).isEmpty()) {
      throw new JstackException("cannot save into " + directory + ": it is not empty");
    }
    new ImageSaver(store.layers(), new DirectoryTarget(directory), false).save(chosen);
  }

  StoredImage importTar(
      InputStream tar, ImageConfig config, String comment, List<ImageReference> names) {
    try (var _ = store.layers().lease()) {
      var diffIds = List.of(store.layers().unpack(tar).diffId());
      var history = List.of(new History(config.created(), "", comment, false));
      return store.commit(config.withLayers(diffIds, history), names);
    }
  }

  private void saveTar(List<ImageSaver.Saved> chosen, OutputStream out) throws IOException {
    new ImageSaver(store.layers(), new TarTarget(new ArchiveWriter(out)), true).save(chosen);
  }

  /** A repository without a tag is all its tags. */
  private List<ImageSaver.Saved> chosen(List<String> namesOrIds) {
    var chosen = new LinkedHashMap<Digest, List<ImageReference>>();
    store.choose(namesOrIds, chosen);
    Function<Map.Entry<Digest, List<ImageReference>>, ImageSaver.Saved> saved =
        entry -> {
          var image = store.require(entry.getKey().toString());
          return new ImageSaver.Saved(image, store.config(image), entry.getValue());
        };
    return new ArrayList<>(chosen.entrySet()).stream().map(saved).toList();
  }

  /** A tar archive. */
  private record TarTarget(ArchiveWriter tar) implements ImageSaver.Target {
    @Override
    public void directory(String name) throws IOException {
      tar.directory(name);
    }

    @Override
    public void file(String name, long size, ArchiveWriter.Content content) throws IOException {
      tar.file(name, size, content);
    }

    @Override
    public void end() throws IOException {
      tar.end();
    }
  }

  /** An empty directory. */
  private record DirectoryTarget(Path root) implements ImageSaver.Target {
    @Override
    public void directory(String name) throws IOException {
      Files.createDirectory(root.resolve(name));
    }

    @Override
    public void file(String name, long size, ArchiveWriter.Content content) throws IOException {
      try (var out = new BufferedOutputStream(Files.newOutputStream(root.resolve(name)), BUFFER)) {
        content.writeTo(out);
      }
    }

    @Override
    public void end() {}
  }
}
