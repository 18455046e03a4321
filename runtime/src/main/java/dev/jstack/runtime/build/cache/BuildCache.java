package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.cache.CacheRecord.Kind;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.image.LayerStore;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.linux.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Key of a step → its layer, one small file each in {@code cache/steps}. An entry whose layer is
 * gone is no entry. {@code cache/mounts} has the directories of {@code RUN --mount=type=cache}.
 */
public final class BuildCache {
  private static final long PAUSE_NANOS = Duration.ofMinutes(10).toNanos();

  private final AtomicLong nextCollection = new AtomicLong(System.nanoTime());
  private final Path steps;
  private final Path contents;
  private final Path mounts;
  private final LayerStore layers;
  private final StepHistory history;
  private final KeyedLocks locks = new KeyedLocks();
  private final CacheMounts cacheMounts;

  public BuildCache(Path stateDirectory, LayerStore layers) {
    this.steps = stateDirectory.resolve("cache").resolve("steps");
    this.contents = stateDirectory.resolve("cache").resolve("contents");
    this.mounts = stateDirectory.resolve("cache").resolve("mounts");
    this.layers = layers;
    this.cacheMounts = new CacheMounts(mounts, locks);
    this.history = new StepHistory(stateDirectory.resolve("cache"));
    try {
      Files.createDirectories(steps);
      Files.createDirectories(contents);
      Files.createDirectories(mounts);
    } catch (IOException e) {
      throw new JstackException("cannot make the build cache: " + e.getMessage(), e);
    }
  }

  public StepHistory history() {
    return history;
  }

  public CacheMounts mounts() {
    return cacheMounts;
  }

  /** An entry that is found counts as used now. */
  public Optional<CacheEntry> find(Digest key) {
    var file = steps.resolve(key.hex());
    var found =
        read(file)
            .filter(each -> each.layer().isEmpty() || layers.find(each.layer().get()).isPresent());
    if (found.isPresent()) {
      touch(file);
    }
    return found;
  }

  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // It counts as unused for longer than it is.
    }
  }

  public LayerStore store() {
    return layers;
  }

  public void put(Digest key, CacheEntry entry) {
    Durable.replace(steps.resolve(key.hex()), Json.write(entry).getBytes(StandardCharsets.UTF_8));
  }

  /** The content digest of a selection of files in layers, which never change. */
  public Optional<Digest> content(Digest selection) {
    try {
      return Optional.of(Digest.parse(Files.readString(contents.resolve(selection.hex()))));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public void putContent(Digest selection, Digest content) {
    Durable.replace(
        contents.resolve(selection.hex()), content.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Held while a step with this key runs, so that equal steps of other builds wait and reuse. */
  public KeyedLocks.Held lock(Digest key) {
    return locks.lock(key);
  }

  /** The layers that entries point to; they outlive their images. */
  public Set<Digest> layers() {
    var result = new HashSet<Digest>();
    for (var file : files(steps)) {
      read(file).flatMap(CacheEntry::layer).ifPresent(result::add);
    }
    return result;
  }

  /** What {@code system df} speaks of. */
  public record Usage(int entries, long bytes) {}

  public Usage usage() {
    var records = records();
    var seen = new HashSet<Digest>();
    long bytes = 0;
    for (var record : records) {
      bytes += record.layer().filter(layer -> !seen.add(layer)).isPresent() ? 0 : record.bytes();
    }
    return new Usage(records.size(), bytes);
  }

  /** All that is kept, in no order. */
  public List<CacheRecord> records() {
    var records = cacheMounts.records();
    for (var file : files(steps)) {
      read(file).ifPresent(entry -> records.add(record(file, entry)));
    }
    return records;
  }

  private static CacheRecord record(Path file, CacheEntry entry) {
    return new CacheRecord(
        new Digest(String.valueOf(file.getFileName())),
        Kind.STEP,
        entry.step(),
        entry.layer(),
        entry.bytes(),
        Instant.ofEpochMilli(entry.created()),
        modified(file),
        false);
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  /**
   * Forgets what the policy takes, and returns it. The layers are the store's to sweep; those that
   * builds under way have are safe from it. {@code imageLayers} are those that images have anyway.
   */
  public List<CacheRecord> prune(CachePolicy policy, Set<Digest> imageLayers) {
    var records = records();
    var free = steps.toFile().getUsableSpace();
    var chosen = CacheChoice.of(records, policy, imageLayers, free, Instant.now());
    var removed = new ArrayList<CacheRecord>();
    try {
      for (var record : chosen) {
        if (remove(record)) {
          removed.add(record);
        }
      }
      if (removed.size() == records.size()) {
        forgetContents();
      }
    } catch (IOException e) {
      throw new JstackException("cannot prune the build cache: " + e.getMessage(), e);
    }
    return removed;
  }

  private boolean remove(CacheRecord record) throws IOException {
    if (record.kind() == Kind.MOUNT) {
      return cacheMounts.remove(record.id());
    }
    history.forget(record.id());
    return Files.deleteIfExists(steps.resolve(record.id().hex()));
  }

  private void forgetContents() throws IOException {
    for (var file : files(contents)) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Keeps the cache within its usual bounds, unless that was done just before; returns whether
   * anything went.
   */
  public boolean collect() {
    long now = System.nanoTime();
    long due = nextCollection.get();
    if (now - due < 0 || !nextCollection.compareAndSet(due, now + PAUSE_NANOS)) {
      return false;
    }
    boolean any = false;
    for (var policy : CachePolicy.standard(steps.toFile().getTotalSpace())) {
      any |= !prune(policy, Set.of()).isEmpty();
    }
    return any;
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
