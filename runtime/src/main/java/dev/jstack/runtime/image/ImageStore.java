package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.NotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The images of one state directory: configs by digest, their layers, and the names that point to
 * them. All methods may be called from any thread; each change is on disk when it returns.
 */
public final class ImageStore implements AutoCloseable {
  /** No container image is so old: an earlier time is not one of making. */
  private static final Instant TIMELESS = Instant.parse("2001-01-01T00:00:00Z");

  private final ContentStore content;
  private final LayerStore layers;
  private final ImageIndex index;
  private final ImageAssembly assembly;
  private final ImageArchives archives;
  private final ImageListing listing = new ImageListing(this);
  private final Map<Digest, StoredImage> loaded = new ConcurrentHashMap<>();
  private final Map<Digest, Integer> held = new HashMap<>();

  private ImageStore(
      ContentStore content, LayerStore layers, ImageIndex index, ImageAssembly assembly) {
    this.content = content;
    this.layers = layers;
    this.index = index;
    this.assembly = assembly;
    this.archives = new ImageArchives(this, content.ingest());
  }

  /** Opens or makes the store; what a crash left half-made is removed. */
  public static ImageStore open(Path stateDirectory, Path runDirectory) {
    var state = Directories.makePrivate(stateDirectory);
    try {
      var content = ContentStore.open(state.resolve("content"));
      var index = ImageIndex.open(state.resolve("images"));
      var layers = LayerStore.open(state, References.of(content, index.ids()));
      var empty = Files.createDirectories(state.resolve("l").resolve("empty"));
      var host = new HostRootfs(List.of(state, runDirectory), runDirectory);
      var assembly = new ImageAssembly(layers, host, new Lower.Directory(empty, empty));
      return new ImageStore(content, layers, index, assembly);
    } catch (IOException e) {
      throw new JstackException("cannot open the image store: " + e.getMessage(), e);
    }
  }

  private static ImageConfig parse(Digest id, byte[] json) {
    return ImageConfig.parse(json, "image " + id.shortHex());
  }

  public LayerStore layers() {
    return layers;
  }

  /**
   * The image of a name, an id or a unique beginning of one. {@code host} is this machine's root
   * file system unless an image has that name.
   */
  public Optional<StoredImage> find(String nameOrId) {
    var id = resolve(nameOrId);
    if (id.isEmpty() && nameOrId.equals(ImageAssembly.HOST)) {
      return Optional.of(host());
    }
    return id.flatMap(this::find);
  }

  /** Likewise, or {@code no such image}. */
  public StoredImage require(String nameOrId) {
    return find(nameOrId).orElseThrow(() -> new NotFoundException("image", nameOrId));
  }

  /** The id of a name, an id or a unique beginning of one; never this machine's root. */
  synchronized Optional<Digest> resolve(String nameOrId) {
    return new ImageLookup(index).find(nameOrId);
  }

  /** What is found stays as long as a {@link LayerStore#lease()} that is open now. */
  public synchronized Optional<StoredImage> find(Digest id) {
    var image = peek(id);
    image.ifPresent(layers::touch);
    return image;
  }

  /** Likewise, without a claim to it. */
  Optional<StoredImage> peek(Digest id) {
    var image = loaded.get(id);
    if (image != null) {
      return Optional.of(image);
    }
    return content.read(id).map(json -> load(id, json)).or(() -> assembly.builtIn(id));
  }

  /**
   * The image for a container that is about to be made: until this is closed nobody can remove it.
   */
  public synchronized Hold hold(String nameOrId) {
    var image = require(nameOrId);
    held.merge(image.id(), 1, Integer::sum);
    return new Hold(image, this::release);
  }

  private synchronized void release(StoredImage image) {
    held.computeIfPresent(image.id(), (_, count) -> count == 1 ? null : count - 1);
    notifyAll();
  }

  /** See {@link #hold}. Closing it once gives it back. */
  public record Hold(StoredImage image, Consumer<StoredImage> end) implements AutoCloseable {
    @Override
    public void close() {
      end.accept(image);
    }
  }

  private StoredImage load(Digest id, byte[] json) {
    var image = assembly.of(id, parse(id, json));
    loaded.put(id, image);
    return image;
  }

  /** The empty base. */
  public StoredImage scratch() {
    return assembly.scratch();
  }

  /** This machine's own root file system, whatever image may be called {@code host}. */
  public StoredImage host() {
    return assembly.host();
  }

  /** All images, newest first. */
  public List<ImageEntry> list() {
    return listing.entries(ids());
  }

  private synchronized List<Digest> ids() {
    return List.copyOf(index.ids());
  }

  /**
   * When the image was made, as lists show it. The time in a reproducible image's config comes from
   * its inputs: that of its arrival here says more.
   */
  public synchronized @Nullable Instant created(StoredImage image) {
    return index.arrivalOf(image.id()).orElse(image.config().created());
  }

  /** The image's names, sorted. */
  public synchronized List<ImageReference> names(Digest id) {
    return index.namesOf(id);
  }

  /** What registries call the image, {@code name@sha256:…}, sorted. */
  public synchronized List<ImageReference> digests(Digest id) {
    return index.digestsOf(id);
  }

  /** A new image over layers that are in the store; it has no name yet. Idempotent. */
  public StoredImage commit(ImageConfig config) {
    return commit(config, List.of());
  }

  /** Likewise, with names that point to it at once. */
  public StoredImage commit(ImageConfig config, List<ImageReference> names) {
    return commit(config.toJson(), names);
  }

  /** Likewise, of a config as somebody else wrote it. */
  StoredImage commit(byte[] json, List<ImageReference> names) {
    return commit(json, names, false);
  }

  /** Likewise, of an image that was built here, reproducibly. */
  public StoredImage commitBuilt(ImageConfig config, List<ImageReference> names) {
    return commit(config.toJson(), names, true);
  }

  private StoredImage commit(byte[] json, List<ImageReference> names, boolean timeless) {
    layers.sync();
    synchronized (this) {
      var image = add(json);
      arrived(image, timeless);
      index.add(image.id(), names);
      return image;
    }
  }

  private void arrived(StoredImage image, boolean timeless) {
    var created = image.config().created();
    if (timeless || (created != null && created.isBefore(TIMELESS))) {
      index.arrived(image.id(), Instant.now());
    }
  }

  private StoredImage add(byte[] json) {
    var id = Digest.of(json);
    var image = assembly.of(id, parse(id, json));
    content.write(json);
    loaded.put(id, image);
    layers.touch(image);
    return image;
  }

  /**
   * An image of a registry: config and manifest as they came, and names with a tag or a digest. Its
   * layers are in the store.
   */
  public StoredImage commit(byte[] config, byte[] manifest, List<ImageReference> names) {
    layers.sync();
    synchronized (this) {
      var digest = content.write(manifest);
      content.touch(digest);
      var image = add(config);
      arrived(image, false);
      index.add(image.id(), names, digest);
      return image;
    }
  }

  /** The manifest that the image was pulled by, as it came. */
  public synchronized Optional<byte[]> manifest(Digest id) {
    return index.manifestOf(id).flatMap(content::read);
  }

  /** Notes that its registry was asked, and has nothing newer. */
  public synchronized void confirm(StoredImage image) {
    index.manifestOf(image.id()).ifPresent(content::touch);
  }

  /** When its registry was asked last; empty if it came from none. */
  public synchronized Optional<Instant> confirmed(StoredImage image) {
    return index.manifestOf(image.id()).flatMap(content::touched);
  }

  /** The image's config, as it came. */
  public byte[] config(StoredImage image) {
    return content.read(image.id()).orElseGet(() -> image.config().toJson());
  }

  /** Where files may be put that are needed for a while. */
  public Path spool() {
    return content.ingest();
  }

  /** A blob on its way in; at most one at a time of the same digest. */
  public Ingest ingest(Digest digest, long size) throws IOException {
    return content.ingest(digest, size);
  }

  /** Points the name to the image; what had it before stays, without it. */
  public void tag(StoredImage image, ImageReference name) {
    if (name.tag() == null || name.digest() != null) {
      throw new JstackException("refusing to create a tag with a digest reference");
    }
    commit(config(image), List.of(name));
  }

  /** {@code rmi}: removes a name, and the image with its last one, by Docker's rules. */
  public synchronized RemovedImage remove(String nameOrId, boolean force, ImageUsage usage) {
    resolve(nameOrId).ifPresent(this::awaitContainers);
    return forget(removal(usage).remove(nameOrId, force));
  }

  /** Removes the images that have no container and that {@code chosen} chooses. */
  public synchronized RemovedImage prune(Predicate<ImageEntry> chosen, ImageUsage usage) {
    var images = list().stream().filter(chosen).filter(e -> !held.containsKey(e.id())).toList();
    return forget(removal(usage).prune(images));
  }

  private ImageRemoval removal(ImageUsage usage) {
    return new ImageRemoval(content, layers, index, usage);
  }

  private RemovedImage forget(RemovedImage removed) {
    removed.deleted().forEach(loaded::remove);
    return removed;
  }

  /** Those that are being made, so that they count as users. */
  private void awaitContainers(Digest image) {
    try {
      while (held.containsKey(image)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JstackException("interrupted while a container is made of " + image.shortHex(), e);
    }
  }

  /** Removes the layers that neither an image nor the build cache has; returns their bytes. */
  public synchronized long sweepLayers(ImageUsage usage) {
    return removal(usage).sweepLayers().bytes();
  }

  /** Reads a docker-archive or OCI layout, of which all must be good; null for any platform. */
  public List<LoadedImage> load(InputStream archive, @Nullable Platform platform) {
    return archives.load(archive, platform);
  }

  /** Likewise from a file, which saves a copy, or from an OCI layout in a directory. */
  public List<LoadedImage> load(Path archive, @Nullable Platform platform) {
    return archives.load(archive, platform);
  }

  /**
   * Writes names or ids into one archive that Docker and OCI tools read. A repository without a tag
   * is all its tags; an image by id has no name there.
   */
  public void save(List<String> namesOrIds, OutputStream archive) {
    archives.save(namesOrIds, archive);
  }

  /** Likewise into a file, which is there when it is complete. */
  public void save(List<String> namesOrIds, Path file) {
    archives.save(namesOrIds, file);
  }

  /** Likewise into a new or empty directory, as an OCI image layout. */
  public void saveDirectory(List<String> namesOrIds, Path directory) {
    archives.saveDirectory(namesOrIds, directory);
  }

  /** Writes an image that need not be in the store as an archive. */
  public void write(ImageConfig config, List<ImageReference> names, OutputStream archive) {
    archives.write(saved(config, names), archive);
  }

  /** Likewise into a new or empty directory, as an OCI image layout. */
  public void write(ImageConfig config, List<ImageReference> names, Path directory) {
    archives.write(saved(config, names), directory);
  }

  private ImageSaver.Saved saved(ImageConfig config, List<ImageReference> names) {
    return new ImageSaver.Saved(assembly.of(config), config.toJson(), names);
  }

  synchronized void choose(List<String> namesOrIds, Map<Digest, List<ImageReference>> chosen) {
    namesOrIds.forEach(text -> new ImageLookup(index).choose(text, chosen));
  }

  /**
   * {@code import}: an image of one layer, a whole root file system as tar, compressed or not.
   * {@code config} has no layers yet.
   */
  public StoredImage importTar(
      InputStream tar, ImageConfig config, String comment, List<ImageReference> names) {
    return archives.importTar(tar, config, comment, names);
  }

  /** Reads everything again and compares it with its digests; says what is wrong. */
  public List<String> check() {
    return damages().stream().map(StoreDamage::reason).toList();
  }

  private List<StoreDamage> damages() {
    return new StoreCheck(content, layers).check(ids());
  }

  /** Likewise, and removes what is broken unless a container was made of it. */
  public synchronized CheckReport repair(ImageUsage usage) {
    var damages = damages();
    loaded.clear();
    return new StoreRepair(layers, index, usage)
        .run(damages, id -> References.of(content, Set.of(id)).layers());
  }

  /** The space that each image takes, newest first. */
  public List<ImageSpace> space(ImageUsage usage) {
    return ImageSpace.of(list(), this, usage);
  }

  /** The image's layers; none if it is damaged. */
  public List<Layer> layersOf(ImageEntry entry) {
    return listing.layers(entry);
  }

  /** Waits until what was removed is gone from the disk; until then nobody sees it anyway. */
  @Override
  public void close() {
    layers.close();
  }
}
