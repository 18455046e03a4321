package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Durable;
import dev.jstack.runtime.linux.Placement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The places of layers on disk: {@code layers/<diff id>/{diff,tar.zst,layer.json}} with {@code
 * l/<short>} pointing to each, and {@code layers/new-*} for what isn't complete yet.
 */
final class LayerDirectory {
  private static final String NEW = "new-";
  private static final int ALIAS = 12;

  private final Path layers;
  private final Path aliases;
  private final String boot;
  private final Map<Digest, Layer> known = new ConcurrentHashMap<>();
  private final Trash trash = new Trash();
  private final Set<Digest> unsynced = new HashSet<>();

  private LayerDirectory(Path layers, Path aliases, String boot) {
    this.layers = layers;
    this.aliases = aliases;
    this.boot = boot;
  }

  static LayerDirectory open(Path state) {
    var layers = Directories.makePrivate(state.resolve("layers"));
    Placement.spread(layers);
    return new LayerDirectory(
        layers, Directories.makePrivate(state.resolve("l")), BootId.current());
  }

  static Path files(Path place) {
    return place.resolve("diff");
  }

  static Path work(Path place) {
    return place.resolve("work");
  }

  static Path recording(Path place) {
    return place.resolve("tar.zst");
  }

  Path place(Digest diffId) {
    return layers.resolve(diffId.hex());
  }

  /** A private place with empty directories. */
  Path newPlace() {
    try {
      var place = Files.createTempDirectory(layers, NEW);
      Files.createDirectory(files(place));
      try (var files = Directory.open(files(place))) {
        resetRoot(files);
      }
      return place;
    } catch (IOException e) {
      throw new JstackException("cannot make a layer: " + e.getMessage(), e);
    }
  }

  /** A layer's root directory is never in its tar, so it is always the same. */
  static void resetRoot(Directory root) {
    Attributes.setOwner(root.fd(), 0, 0);
    Attributes.setPermissions(root.fd(), 0755);
  }

  /** Removes the place, if it is still there. */
  void discard(Path place) {
    if (Files.exists(place)) {
      trash.add(place);
    }
  }

  synchronized Optional<Layer> find(Digest diffId) {
    var layer = known.get(diffId);
    if (layer == null && Files.isDirectory(files(place(diffId)))) {
      layer = layer(diffId, facts(diffId).orElse(LayerFacts.UNKNOWN));
      known.put(diffId, layer);
    }
    return Optional.ofNullable(layer);
  }

  private Layer layer(Digest diffId, LayerFacts facts) {
    return new Layer(diffId, files(place(diffId)), alias(diffId), facts.size(), facts.tarSize());
  }

  /** Gives the complete layer its name, or drops it for one of the same name. */
  synchronized Layer install(Path place, Digest diffId, long size, long tarSize) {
    var same = find(diffId);
    if (same.isPresent()) {
      discard(place);
      return same.get();
    }
    var facts = new LayerFacts(size, tarSize, boot);
    try {
      writeFacts(place, facts);
      Files.move(place, place(diffId), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new JstackException("cannot store layer " + diffId + ": " + e.getMessage(), e);
    }
    unsynced.add(diffId);
    var layer = layer(diffId, facts);
    known.put(diffId, layer);
    return layer;
  }

  private Path alias(Digest diffId) {
    var target = Path.of("..", "layers", diffId.hex(), "diff");
    for (int length = ALIAS; ; length += 4) {
      var alias = aliases.resolve(diffId.hex().substring(0, length));
      try {
        Files.createSymbolicLink(alias, target);
        return alias;
      } catch (FileAlreadyExistsException e) {
        if (pointsTo(alias, target)) {
          return alias;
        }
      } catch (IOException e) {
        throw new JstackException("cannot link layer " + diffId + ": " + e.getMessage(), e);
      }
    }
  }

  private static boolean pointsTo(Path alias, Path target) {
    try {
      return Files.readSymbolicLink(alias).equals(target);
    } catch (IOException e) {
      return false;
    }
  }

  /** One syncfs for all layers since the last; after it a reboot doesn't cast doubt on them. */
  void sync() {
    var written = unsynced();
    if (written.isEmpty()) {
      return;
    }
    Durable.syncFileSystem(layers);
    written.forEach(this::trust);
  }

  private synchronized Set<Digest> unsynced() {
    return Set.copyOf(unsynced);
  }

  private synchronized void trust(Digest diffId) {
    if (unsynced.remove(diffId)) {
      find(diffId)
          .ifPresent(layer ->
              writeFacts(place(diffId), new LayerFacts(layer.size(), layer.tarSize(), "")));
    }
  }

  /** Each is looked at and removed in one go, so that nobody finds one on its way out. */
  Swept sweep(Predicate<Digest> unneeded) {
    var removed = new ArrayList<Digest>();
    long bytes = 0;
    for (Path place : Directories.children(layers)) {
      var diffId = diffId(place).orElse(null);
      if (diffId != null) {
        synchronized (this) {
          if (unneeded.test(diffId)) {
            bytes += find(diffId).map(Layer::size).orElse(0L);
            remove(diffId);
            removed.add(diffId);
          }
        }
      }
    }
    return new Swept(removed, bytes);
  }

  /** All that are in their places, whole or not. */
  List<Digest> list() {
    return Directories.children(layers).stream().flatMap(p -> diffId(p).stream()).toList();
  }

  /** Links that lead to no layer. */
  List<Path> strayAliases() {
    return Directories.children(aliases).stream()
        .filter(link -> Files.isSymbolicLink(link) && Files.notExists(link))
        .toList();
  }

  synchronized void remove(Digest diffId) {
    var layer = known.remove(diffId);
    unsynced.remove(diffId);
    var gone = layers.resolve(NEW + UUID.randomUUID());
    try {
      Files.move(place(diffId), gone, StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(layer == null ? alias(diffId) : layer.alias());
    } catch (IOException e) {
      throw new JstackException("cannot remove layer " + diffId + ": " + e.getMessage(), e);
    }
    trash.add(gone);
  }

  void close() {
    trash.close();
  }

  /** At the start: the unfinished, and what a power loss may have torn. */
  void sweepLeftovers(References referenced) {
    for (Path place : Directories.children(layers)) {
      var diffId = diffId(place);
      if (diffId.isEmpty()) {
        trash.add(place);
      } else if (referenced.mayGo(diffId.get()) && !isTrusted(diffId.get())) {
        remove(diffId.get());
      }
    }
  }

  private boolean isTrusted(Digest diffId) {
    return facts(diffId).filter(f -> f.boot().isEmpty() || f.boot().equals(boot)).isPresent();
  }

  private static Optional<Digest> diffId(Path place) {
    return Digest.ofName(place);
  }

  private Optional<LayerFacts> facts(Digest diffId) {
    try {
      byte[] json = Files.readAllBytes(place(diffId).resolve("layer.json"));
      return Optional.of(Json.read(json, LayerFacts.class, "layer.json"));
    } catch (IOException | JstackException e) {
      return Optional.empty();
    }
  }

  private static void writeFacts(Path place, LayerFacts facts) {
    Durable.replace(
        place.resolve("layer.json"), Json.write(facts).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What is noted beside a layer.
   *
   * @param size of its files
   * @param tarSize of its tar
   * @param boot the boot in which it was written, empty once it is known to be on disk
   */
  record LayerFacts(long size, long tarSize, String boot) {
    static final LayerFacts UNKNOWN = new LayerFacts(0, 0, "");
  }
}
