package dev.jstack.engine;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.build.ConfigChanges;
import dev.jstack.runtime.container.Container;
import dev.jstack.runtime.container.ProcessSpec;
import dev.jstack.runtime.image.History;
import dev.jstack.runtime.image.ImageReference;
import dev.jstack.runtime.image.ImageStore;
import dev.jstack.runtime.image.LowerMount;
import dev.jstack.runtime.image.RunConfig;
import dev.jstack.runtime.image.StoredImage;
import dev.jstack.runtime.layer.CanonicalTar;
import dev.jstack.runtime.layer.LayerChanges;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.TreeSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What containers have written: as an image, as an archive, as a number. */
public final class Snapshots {
  private final ImageStore images;
  private final Changes changes;

  Snapshots(ImageStore images, Changes changes) {
    this.images = images;
    this.changes = changes;
  }

  /** The bytes of the files in its writable layer. */
  public long size(Container container) {
    try (var upper = Directory.open(upper(container))) {
      return TreeSize.of(upper);
    }
  }

  /** The bytes of the layers below it. */
  public long imageSize(Container container) {
    return image(container).size();
  }

  /** What it changed in its image, by path. */
  public List<LayerChanges.Change> changes(Container container) {
    try (var upper = Directory.open(upper(container));
        var below = below(container)) {
      return LayerChanges.of(upper, below);
    }
  }

  private Directory below(Container container) {
    try (var tree = LowerMount.readable(image(container).lowers())) {
      return tree.directory(RawPath.EMPTY);
    }
  }

  /** The directories of the layers below it, topmost first; empty if its image is gone. */
  String lowers(Container container) {
    return images
        .find(container.imageId())
        .map(image ->
            image.layers().reversed().stream()
                .map(layer -> layer.directory().toString())
                .collect(Collectors.joining(":")))
        .orElse("");
  }

  /** Writes its whole root file system as tar, without volumes. */
  public void export(Container container, OutputStream out) {
    try (var tree = LowerMount.readable(image(container).lowers(), upper(container));
        var root = tree.directory(RawPath.EMPTY)) {
      CanonicalTar.write(root, out);
      out.flush();
      changes.tell(container, "export", Map.of());
    } catch (IOException e) {
      throw new JstackException("cannot export " + container.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Makes an image of it: its image's layers, what it has written, and how it was started. {@code
   * changes} are instructions of a Dockerfile.
   */
  public StoredImage commit(
      Container container,
      List<ImageReference> names,
      String author,
      String message,
      List<String> changes) {
    var run = ConfigChanges.apply(run(container), changes);
    try (var _ = images.layers().lease()) {
      var base = image(container).config();
      var created = Instant.now();
      var diffIds = new ArrayList<>(base.diffIds());
      diffIds.add(images.layers().copy(upper(container)).diffId());
      var history = new ArrayList<>(base.history());
      history.add(new History(created, command(container), message, false));
      var image =
          images.commit(
              base.withRun(run)
                  .withCreated(created)
                  .withAuthor(author)
                  .withLayers(diffIds, history),
              names);
      this.changes.tell(
          container, "commit", Map.of("comment", message, "imageID", image.id().toString()));
      return image;
    }
  }

  /** The image it was made of; this machine's own is in no list. */
  public StoredImage image(Container container) {
    return images
        .find(container.imageId())
        .orElseThrow(() -> new NotFoundException("image", container.imageId().toString()));
  }

  private static Path upper(Container container) {
    return container.directory().resolve("upper");
  }

  private static String command(Container container) {
    var command = run(container).cmd();
    return command == null ? "" : String.join(" ", command);
  }

  /** The image's, with what the container was given over it. */
  static RunConfig run(Container container) {
    ProcessSpec process = container.spec().process();
    var run = container.image();
    if (process.entrypoint() != null) {
      run = run.withEntrypoint(process.entrypoint()).withCmd(null);
    }
    if (process.command() != null) {
      run = run.withCmd(process.command());
    }
    if (process.user() != null) {
      run = run.withUser(process.user());
    }
    if (process.workingDir() != null) {
      run = run.withWorkingDir(process.workingDir());
    }
    Map<String, String> labels = new LinkedHashMap<>(run.labels());
    labels.putAll(container.labels());
    return run.withEnv(environment(run, process)).withLabels(labels);
  }

  private static List<String> environment(RunConfig run, ProcessSpec process) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String entry : run.env()) {
      int equals = entry.indexOf('=');
      environment.put(equals < 0 ? entry : entry.substring(0, equals), entry);
    }
    process
        .environment()
        .forEach((name, value) -> {
          if (value == null) {
            environment.remove(name);
          } else {
            environment.put(name, name + "=" + value);
          }
        });
    return List.copyOf(environment.values());
  }
}
