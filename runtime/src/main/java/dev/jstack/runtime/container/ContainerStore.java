package dev.jstack.runtime.container;

import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Durable;
import dev.jstack.runtime.linux.RawPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** All containers, on disk and by name: {@code stateDir/containers/<id>}. */
final class ContainerStore {
  private static final System.Logger LOG = System.getLogger(ContainerStore.class.getName());
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final String UNFINISHED = ".new-";

  private final Path root;
  private final Map<String, Container> byId = new ConcurrentHashMap<>();
  private final Map<String, String> idByName = new ConcurrentHashMap<>();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  ContainerStore(Path root) {
    this.root = root;
    try {
      Files.createDirectories(root, PRIVATE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path root() {
    return root;
  }

  /** Takes a name for {@code id}, or says who has it. */
  void reserve(String name, String id) {
    if (!NAME.matcher(name).matches()) {
      throw new JstackException(
          "invalid container name \""
              + name
              + "\": expected letters, digits, \"_\", \".\" and \"-\"");
    }
    var holder = idByName.putIfAbsent(name, id);
    if (holder != null && !holder.equals(id)) {
      throw new ConflictException(
          "the container name \""
              + name
              + "\" is already in use by container "
              + holder.substring(0, 12),
          "remove or rename that container");
    }
  }

  void release(String name) {
    idByName.remove(name);
  }

  /** Makes the directory whole or not at all. */
  Container add(ContainerConfig config) {
    var fresh = root.resolve(UNFINISHED + config.id());
    var place = root.resolve(config.id());
    try {
      Files.createDirectory(fresh);
      Files.createDirectory(fresh.resolve("upper"));
      Files.createDirectory(fresh.resolve("work"));
      Files.writeString(new ContainerFiles(fresh).config(), Json.write(config));
      Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new JstackException(
          "cannot make container \"" + config.name() + "\": " + e.getMessage(), e);
    }
    var container = new Container(place, config, ContainerState.fresh());
    byId.put(config.id(), container);
    return container;
  }

  void save(Container container, ContainerState state, Map<String, String> cgroup) {
    container.change(state);
    replace(container.files().state(), StoredState.of(state, cgroup));
  }

  /**
   * Likewise where what has happened can't be undone: if it can't be written (a full disk), it is
   * known until this engine ends, and the next one finds out for itself.
   */
  void note(Container container, ContainerState state, Map<String, String> cgroup) {
    try {
      save(container, state, cgroup);
    } catch (JstackException e) {
      LOG.log(Level.WARNING, e.getMessage());
    }
  }

  void save(Container container, ContainerConfig config) {
    replace(container.files().config(), config);
    container.change(config);
  }

  private static void replace(Path file, Object value) {
    Durable.replace(file, Json.write(value).getBytes(StandardCharsets.UTF_8));
  }

  void rename(Container container, String name) {
    var old = container.name();
    if (name.equals(old)) {
      throw new JstackException("container \"" + old + "\" has that name already");
    }
    reserve(name, container.id());
    try {
      save(container, container.config().renamed(name));
    } catch (RuntimeException e) {
      release(name);
      throw e;
    }
    release(old);
  }

  /** Forgets it and removes its directory, by descriptors: its content is not ours. */
  void remove(Container container) {
    try (var directory = Directory.open(root)) {
      var doomed = RawPath.of(UNFINISHED + container.id());
      directory.rename(RawPath.of(container.id()), directory, doomed);
      byId.remove(container.id());
      release(container.name());
      directory.removeTree(doomed);
    }
  }

  List<Container> list() {
    var all = new ArrayList<>(byId.values());
    all.sort(Comparator.comparing(Container::created).thenComparing(Container::id));
    return all;
  }

  /** Also by the name as {@code inspect} writes it, with a slash before it. */
  Optional<Container> find(String text) {
    var nameOrId = text.startsWith("/") ? text.substring(1) : text;
    var id = idByName.get(nameOrId);
    var found = byId.get(id == null ? nameOrId : id);
    if (found != null || nameOrId.isEmpty()) {
      return Optional.ofNullable(found);
    }
    var matches = byId.keySet().stream().filter(key -> key.startsWith(nameOrId)).toList();
    if (matches.size() > 1) {
      throw new JstackException("\"" + nameOrId + "\" is the beginning of several container ids");
    }
    return matches.stream().findFirst().map(byId::get);
  }

  /** A container with the state an earlier engine left. */
  record Loaded(Container container, StoredState state) {}

  /** Whether there is a container of this id that could not be read. */
  boolean isUnreadable(String id) {
    return unreadable.contains(id);
  }

  /**
   * Reads all there is; half-made and half-removed ones are swept, one that can't be read is left
   * alone and out, so that the others can be used.
   */
  List<Loaded> load() {
    var loaded = new ArrayList<Loaded>();
    try (var directory = Directory.open(root)) {
      for (var entry : directory.list()) {
        var name = entry.name().toString();
        if (name.startsWith(UNFINISHED)) {
          directory.removeTree(entry.name());
        } else {
          load(root.resolve(name)).ifPresent(loaded::add);
        }
      }
    }
    return loaded;
  }

  private Optional<Loaded> load(Path directory) {
    var files = new ContainerFiles(directory);
    try {
      var config =
          Json.read(Files.readAllBytes(files.config()), ContainerConfig.class, "" + files.config());
      var state = readState(files);
      if (config.schema() > ContainerConfig.SCHEMA || state.schema() > ContainerConfig.SCHEMA) {
        throw new JstackException(directory + ": made by a newer jstack");
      }
      var container = new Container(directory, config, state.state());
      byId.put(config.id(), container);
      idByName.put(config.name(), config.id());
      return Optional.of(new Loaded(container, state));
    } catch (IOException | JstackException e) {
      LOG.log(Level.WARNING, "a container is left out: {0}", e.getMessage());
      unreadable.add(String.valueOf(directory.getFileName()));
      return Optional.empty();
    }
  }

  /** None is written before the first start; a torn one says as little. */
  private static StoredState readState(ContainerFiles files) throws IOException {
    byte[] text = Files.exists(files.state()) ? Files.readAllBytes(files.state()) : new byte[0];
    return text.length == 0
        ? StoredState.of(ContainerState.fresh(), Map.of())
        : Json.read(text, StoredState.class, "" + files.state());
  }
}
