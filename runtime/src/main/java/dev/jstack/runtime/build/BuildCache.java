package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.LayerStore;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.linux.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Key of a step → its layer, one small file each in {@code cache/steps}. An entry whose layer is
 * gone is no entry. {@code cache/mounts} has the directories of {@code RUN --mount=type=cache}.
 */
public final class BuildCache {
  private final Path steps;
  private final Path contents;
  private final Path mounts;
  private final LayerStore layers;
  private final ConcurrentHashMap<Digest, ReentrantLock> locks = new ConcurrentHashMap<>();

  public BuildCache(Path stateDirectory, LayerStore layers) {
    this.steps = stateDirectory.resolve("cache").resolve("steps");
    this.contents = stateDirectory.resolve("cache").resolve("contents");
    this.mounts = stateDirectory.resolve("cache").resolve("mounts");
    this.layers = layers;
    try {
      Files.createDirectories(steps);
      Files.createDirectories(contents);
      Files.createDirectories(mounts);
    } catch (IOException e) {
      throw new JstackException("cannot make the build cache: " + e.getMessage(), e);
    }
  }

  /** Directories of cache mounts. */
  Path mounts() {
    return mounts;
  }

  Optional<CacheEntry> find(Digest key) {
    return read(steps.resolve(key.hex()))
        .filter(entry -> entry.layer().isEmpty() || layers.find(entry.layer().get()).isPresent());
  }

  void put(Digest key, CacheEntry entry) {
    Durable.replace(steps.resolve(key.hex()), Json.write(entry).getBytes(StandardCharsets.UTF_8));
  }

  /** The content digest of a selection of files in layers, which never change. */
  Optional<Digest> content(Digest selection) {
    try {
      return Optional.of(Digest.parse(Files.readString(contents.resolve(selection.hex()))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void putContent(Digest selection, Digest content) {
    Durable.replace(
        contents.resolve(selection.hex()), content.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Locked while a step with this key runs, so that equal steps of other builds wait and reuse. */
  ReentrantLock lock(Digest key) {
    var lock = locks.computeIfAbsent(key, k -> new ReentrantLock());
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JstackException("build cancelled", e);
    }
    return lock;
  }

  /** Held while a step has a cache mount that others must not have at the same time. */
  ReentrantLock lockMount(String id) {
    return lock(new KeyHash("mount").add(id).digest());
  }

  /** Unlocks, and forgets a lock that nobody waits for. */
  void unlock(Digest key, ReentrantLock lock) {
    lock.unlock();
    if (!lock.hasQueuedThreads()) {
      locks.remove(key, lock);
    }
  }

  /** The layers that entries point to; they outlive their images. */
  public Set<Digest> layers() {
    var result = new HashSet<Digest>();
    for (var file : files(steps)) {
      read(file).flatMap(CacheEntry::layer).ifPresent(result::add);
    }
    return result;
  }

  /** What {@code builder prune} and {@code system df} speak of. */
  public record Usage(int entries, long bytes) {}

  public Usage usage() {
    var sizes = new HashMap<Digest, Long>();
    int entries = 0;
    for (var file : files(steps)) {
      var entry = read(file);
      entries += entry.isPresent() ? 1 : 0;
      entry.ifPresent(each -> each.layer().ifPresent(layer -> sizes.put(layer, each.bytes())));
    }
    return new Usage(entries, sizes.values().stream().mapToLong(Long::longValue).sum());
  }

  /**
   * Forgets every step; the store sweeps the layers that no image has. Cache mounts go too when
   * {@code all}.
   */
  public Usage prune(boolean all) {
    var usage = usage();
    try {
      for (var file : files(steps)) {
        Files.deleteIfExists(file);
      }
      for (var file : files(contents)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new JstackException("cannot prune the build cache: " + e.getMessage(), e);
    }
    if (all) {
      CacheMounts.clear(mounts);
    }
    return usage;
  }

  private static List<Path> files(Path directory) {
    var result = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(directory)) {
      // What isn't complete yet belongs to a build that is running.
      entries.forEach(entry -> {
        if (!Durable.isLeftover(entry)) {
          result.add(entry);
        }
      });
    } catch (IOException e) {
      throw new JstackException("cannot read the build cache: " + e.getMessage(), e);
    }
    return result;
  }

  private static Optional<CacheEntry> read(Path file) {
    try {
      return Optional.of(Json.read(Files.readAllBytes(file), CacheEntry.class, file.toString()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | JstackException e) {
      // A torn entry is no entry; the step runs again and replaces it.
      return Optional.empty();
    }
  }
}
