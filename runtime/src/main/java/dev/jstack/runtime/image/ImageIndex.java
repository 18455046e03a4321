package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.linux.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which images there are and what they are called: {@code images/index.json}, written as a whole so
 * that a name never points to two images. Not safe for several threads by itself.
 */
final class ImageIndex {
  private static final int SCHEMA = 1;

  private final Path file;
  private final Map<Digest, Set<String>> images = new LinkedHashMap<>();
  private final Map<String, Digest> names = new LinkedHashMap<>();
  private final Map<Digest, Digest> manifests = new LinkedHashMap<>();
  private final Map<Digest, Instant> arrivals = new LinkedHashMap<>();

  private ImageIndex(Path file) {
    this.file = file;
  }

  static ImageIndex open(Path directory) {
    var index = new ImageIndex(Directories.makePrivate(directory).resolve("index.json"));
    try {
      var stored = Json.read(Files.readAllBytes(index.file), Stored.class, index.file.toString());
      if (stored.schema() > SCHEMA) {
        throw new JstackException("the image store was written by a newer jstack");
      }
      stored.images().forEach(index::put);
    } catch (NoSuchFileException e) {
      // A new store.
    } catch (IOException e) {
      throw new JstackException("cannot read " + index.file + ": " + e.getMessage(), e);
    }
    return index;
  }

  private void put(StoredEntry image) {
    var id = Digest.parse(image.id());
    images.put(id, new TreeSet<>(image.names()));
    image.names().forEach(name -> names.put(name, id));
    if (image.manifest() != null) {
      manifests.put(id, Digest.parse(image.manifest()));
    }
    if (image.arrived() != null) {
      arrivals.put(id, Instant.ofEpochMilli(image.arrived()));
    }
  }

  Set<Digest> ids() {
    return images.keySet();
  }

  boolean contains(Digest id) {
    return images.containsKey(id);
  }

  Optional<Digest> named(ImageReference name) {
    return Optional.ofNullable(names.get(name.toString()));
  }

  /** Its tags. */
  List<ImageReference> namesOf(Digest id) {
    return references(id).filter(name -> name.digest() == null).toList();
  }

  /** What registries call it: names with a digest. */
  List<ImageReference> digestsOf(Digest id) {
    return references(id).filter(name -> name.digest() != null).toList();
  }

  private Stream<ImageReference> references(Digest id) {
    return images.getOrDefault(id, Set.of()).stream().map(ImageReference::parse);
  }

  /** The manifest that the image was pulled by. */
  Optional<Digest> manifestOf(Digest id) {
    return Optional.ofNullable(manifests.get(id));
  }

  /** When an image came here whose own time says nothing. */
  Optional<Instant> arrivalOf(Digest id) {
    return Optional.ofNullable(arrivals.get(id));
  }

  /** To be written with the image itself; the first time counts. */
  void arrived(Digest id, Instant now) {
    arrivals.putIfAbsent(id, now);
  }

  /** Of all images. */
  Collection<Digest> manifests() {
    return manifests.values();
  }

  /** Adds an image of a registry, likewise. */
  void add(Digest id, List<ImageReference> references, Digest manifest) {
    boolean changed = !manifest.equals(manifests.put(id, manifest));
    add(id, references, changed);
  }

  /** Adds the image, moves the names to it, and writes the file if that changed anything. */
  void add(Digest id, List<ImageReference> references) {
    add(id, references, false);
  }

  private void add(Digest id, List<ImageReference> references, boolean manifestChanged) {
    boolean changed = images.putIfAbsent(id, new TreeSet<>()) == null || manifestChanged;
    for (ImageReference reference : references) {
      String name = reference.toString();
      var former = names.put(name, id);
      if (!id.equals(former)) {
        changed = true;
        if (former != null) {
          namesIn(former).remove(name);
        }
        namesIn(id).add(name);
      }
    }
    if (changed) {
      save();
    }
  }

  void untag(List<ImageReference> references) {
    for (ImageReference reference : references) {
      var id = names.remove(reference.toString());
      if (id != null) {
        namesIn(id).remove(reference.toString());
      }
    }
    save();
  }

  /** Removes the images with all their names. */
  void remove(Set<Digest> ids) {
    for (Digest id : ids) {
      namesIn(id).forEach(names::remove);
      images.remove(id);
      manifests.remove(id);
      arrivals.remove(id);
    }
    save();
  }

  private Set<String> namesIn(Digest id) {
    return images.getOrDefault(id, new TreeSet<>());
  }

  private void save() {
    var list = new ArrayList<StoredEntry>();
    images.forEach((id, of) -> list.add(stored(id, List.copyOf(of))));
    var json = Json.write(new Stored(SCHEMA, list));
    Durable.write(file, json.getBytes(StandardCharsets.UTF_8));
  }

  private StoredEntry stored(Digest id, List<String> of) {
    var manifest = manifests.get(id);
    var arrived = arrivals.get(id);
    return new StoredEntry(
        id.toString(),
        of,
        manifest == null ? null : manifest.toString(),
        arrived == null ? null : arrived.toEpochMilli());
  }

  record Stored(int schema, List<StoredEntry> images) {}

  record StoredEntry(
      String id, List<String> names, @Nullable String manifest, @Nullable Long arrived) {}
}
