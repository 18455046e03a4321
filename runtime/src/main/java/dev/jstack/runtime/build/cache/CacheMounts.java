package dev.jstack.runtime.build.cache;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.cache.CacheRecord.Kind;
import dev.jstack.runtime.build.graph.StepMount;
import dev.jstack.runtime.build.source.KeyHash;
import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Durable;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.TreeSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directories of {@code RUN --mount=type=cache}, which outlive builds. Beside each a small file
 * says whose it is; the file's time is that of its last use.
 */
public final class CacheMounts {
  private static final String NOTES = ".json";

  private final Path place;
  private final KeyedLocks locks;
  private final Map<Digest, Integer> users = new HashMap<>();

  /** What the file beside the directory says. */
  record Note(String id, long created) {}

  CacheMounts(Path place, KeyedLocks locks) {
    this.place = place;
    this.locks = locks;
  }

  /** In use until it is closed. */
  public record Opened(Path path, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
      end.run();
    }
  }

  /** Fills a directory with what a cache has at first. */
  @FunctionalInterface
  public interface Seeding {
    void fill(StepMount.Bind seed, Path directory);
  }

  /** Makes the directory where it is missing, and waits for it if it is to be nobody else's. */
  public Opened open(StepMount.Cache mount, Seeding seeding) {
    // A hash is the directory's name, so that no id can point elsewhere.
    var key = mount.key();
    var held = mount.exclusive() ? locks.lock(new KeyHash("mount").add(key).digest()) : null;
    synchronized (this) {
      users.merge(key, 1, Integer::sum);
    }
    try {
      seed(key, mount.seed(), seeding);
      make(key, mount);
    } catch (RuntimeException e) {
      release(key);
      if (held != null) {
        held.close();
      }
      throw e;
    }
    return new Opened(
        place.resolve(key.hex()),
        () -> {
          release(key);
          if (held != null) {
            held.close();
          }
        });
  }

  /** It gets its name when it is filled. */
  private void seed(Digest key, StepMount.@Nullable Bind seed, Seeding seeding) {
    if (seed == null) {
      return;
    }
    try (var _ = locks.lock(new KeyHash("seed").add(key).digest());
        var all = Directory.open(place)) {
      var unfinished = RawPath.of("new-" + key.hex());
      if (all.stat(RawPath.of(key.hex())).isEmpty()) {
        if (all.stat(unfinished).isPresent()) {
          all.removeTree(unfinished);
        }
        all.makeDirectory(unfinished, 0755);
        seeding.fill(seed, place.resolve(unfinished.toString()));
        all.rename(unfinished, all, RawPath.of(key.hex()));
      }
    }
  }

  private synchronized void make(Digest key, StepMount.Cache mount) {
    var name = RawPath.of(key.hex());
    try (var all = Directory.open(place)) {
      if (all.stat(name).isEmpty()) {
        all.makeDirectory(name, mount.mode());
        all.setOwner(name, mount.uid(), mount.gid());
        all.setPermissions(name, mount.mode());
      }
    }
    var note = note(key);
    long created = read(note).map(Note::created).orElse(System.currentTimeMillis());
    var text = Json.write(new Note(mount.id(), created));
    Durable.replace(note, text.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized void release(Digest key) {
    users.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
    try {
      Files.setLastModifiedTime(note(key), FileTime.from(Instant.now()));
    } catch (IOException e) {
      // It counts as unused for longer than it is.
    }
  }

  private Path note(Digest key) {
    return place.resolve(key.hex() + NOTES);
  }

  private static Optional<Note> read(Path note) {
    try {
      return Optional.of(Json.read(Files.readAllBytes(note), Note.class, note.toString()));
    } catch (IOException | JstackException e) {
      return Optional.empty();
    }
  }

  List<CacheRecord> records() {
    var records = new ArrayList<CacheRecord>();
    try (var all = Directory.open(place)) {
      for (var entry : all.list()) {
        var name = entry.name().toString();
        if (name.length() == 64) {
          records.add(record(all, new Digest(name)));
        }
      }
    }
    return records;
  }

  private CacheRecord record(Directory all, Digest key) {
    var note = read(note(key));
    boolean inUse;
    synchronized (this) {
      inUse = users.containsKey(key);
    }
    try (var directory = all.directory(RawPath.of(key.hex()))) {
      return new CacheRecord(
          key,
          Kind.MOUNT,
          note.map(Note::id).orElse("unknown"),
          Optional.empty(),
          TreeSize.of(directory),
          note.map(each -> Instant.ofEpochMilli(each.created())).orElse(Instant.EPOCH),
          lastUsed(key),
          inUse);
    }
  }

  private Instant lastUsed(Digest key) {
    try {
      return Files.getLastModifiedTime(note(key)).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }

  /** Unless a step has it by now. */
  synchronized boolean remove(Digest key) throws IOException {
    if (users.containsKey(key)) {
      return false;
    }
    try (var all = Directory.open(place)) {
      all.removeTree(RawPath.of(key.hex()));
    }
    return Files.deleteIfExists(note(key));
  }
}
