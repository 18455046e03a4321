package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Durable;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The volumes of one engine: {@code stateDir/volumes/<name>/_data}. */
public final class VolumeStore {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}");
  private static final String METADATA = "volume.json";

  private final Path root;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<BiConsumer<String, Volume>> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, ReentrantLock> fills = new ConcurrentHashMap<>();

  private VolumeStore(Path root, Clock clock) {
    this.root = root;
    this.clock = clock;
  }

  /** {@code volume.json}. */
  private record Metadata(
      int schema,
      String name,
      boolean anonymous,
      Map<String, String> labels,
      Map<String, String> options,
      String created) {}

  static VolumeStore open(Path stateDir) {
    return new VolumeStore(stateDir.resolve("volumes"), Clock.systemUTC());
  }

  /** Tells of each volume that is made ({@code create}) or removed ({@code destroy}). */
  public void listen(BiConsumer<String, Volume> listener) {
    listeners.add(listener);
  }

  /**
   * Makes a volume, or finds the one that has this name already.
   *
   * @param options of Docker's local driver; {@code type: none, o: bind, device: PATH} and {@code
   *     type: tmpfs} are known
   */
  public Volume create(String name, Map<String, String> labels, Map<String, String> options) {
    if (!NAME.matcher(name).matches()) {
      throw new JstackException(
          "invalid volume name \""
              + name
              + "\": expected two or more letters, digits, \"_\", \".\" and \"-\"");
    }
    VolumeOptions.check(name, options);
    return create(name, false, labels, options);
  }

  /** A new one under a name of 64 random hex digits. */
  public Volume createAnonymous() {
    return create(RandomId.next(), true, Map.of(), Map.of());
  }

  private Volume create(
      String name, boolean anonymous, Map<String, String> labels, Map<String, String> options) {
    lock.lock();
    try {
      var existing = find(name);
      if (existing.isPresent()) {
        return existing.get();
      }
      var metadata =
          new Metadata(
              ContainerConfig.SCHEMA, name, anonymous, labels, options, clock.instant().toString());
      var directory = root.resolve(name);
      Files.createDirectories(directory.resolve("_data"));
      // The metadata comes last: a volume without it is what a crash left, and is made again.
      Durable.replace(
          directory.resolve(METADATA), Json.write(metadata).getBytes(StandardCharsets.UTF_8));
      var made = volume(metadata);
      listeners.forEach(listener -> listener.accept("create", made));
      return made;
    } catch (IOException e) {
      throw new JstackException("cannot make volume \"" + name + "\": " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  public Optional<Volume> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    var file = root.resolve(name).resolve(METADATA);
    try {
      byte[] text = Files.readAllBytes(file);
      return Optional.of(
          volume(
              text.length == 0
                  ? lost(name, Files.getLastModifiedTime(file).toInstant())
                  : Json.read(text, Metadata.class, "" + file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What a power loss emptied; the volume's files are of use all the same, so nothing may go. */
  private static Metadata lost(String name, Instant created) {
    return new Metadata(
        ContainerConfig.SCHEMA, name, false, Map.of(), Map.of(), created.toString());
  }

  private Volume volume(Metadata metadata) {
    return new Volume(
        metadata.name,
        VolumeOptions.place(metadata.options).orElse(root.resolve(metadata.name).resolve("_data")),
        metadata.anonymous,
        metadata.labels,
        metadata.options,
        Instant.parse(metadata.created));
  }

  /** Gives an empty volume what the image has at {@code target}; one container at a time. */
  void fill(Volume volume, Directory root, String target) {
    var turn = fills.computeIfAbsent(volume.name(), any -> new ReentrantLock());
    turn.lock();
    try {
      VolumeFill.fill(volume.path(), root, target);
    } finally {
      turn.unlock();
    }
  }

  /** All volumes, by name. */
  public List<Volume> list() {
    var volumes = new ArrayList<Volume>();
    if (!Files.isDirectory(root)) {
      return volumes;
    }
    try (var names = Files.newDirectoryStream(root)) {
      names.forEach(path -> find(path.getFileName().toString()).ifPresent(volumes::add));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    volumes.sort((a, b) -> a.name().compareTo(b.name()));
    return volumes;
  }

  /** Removes a volume with its content; who uses it must have been asked before. */
  public void remove(String name) {
    lock.lock();
    try {
      var volume = find(name).orElseThrow(() -> new NotFoundException("volume", name));
      try (var directory = Directory.open(root)) {
        directory.removeTree(RawPath.of(name));
      }
      listeners.forEach(listener -> listener.accept("destroy", volume));
    } finally {
      lock.unlock();
    }
  }
}
