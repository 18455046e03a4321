package dev.jstack.runtime.image;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.layer.ArchiveException;
import dev.jstack.runtime.layer.CanonicalTar;
import dev.jstack.runtime.layer.Compression;
import dev.jstack.runtime.layer.LayerUnpacker;
import dev.jstack.runtime.layer.TarRecording;
import dev.jstack.runtime.linux.Directory;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Unpacked layers by diff id, each one a directory that overlays mount. A layer is visible when it
 * is complete, and never changes afterwards. It is unpacked by itself, without the layers below it:
 * what it deletes of them it says by whiteouts.
 */
public final class LayerStore {
  private static final int BUFFER = 1 << 16;

  private final LayerDirectory directory;
  private final Leases leases = new Leases();

  private LayerStore(LayerDirectory directory) {
    this.directory = directory;
  }

  /** Removes what a crash left, and layers that nothing vouches for after a reboot. */
  static LayerStore open(Path stateDirectory, References referenced) {
    var directory = LayerDirectory.open(stateDirectory);
    directory.sweepLeftovers(referenced);
    return new LayerStore(directory);
  }

  public Optional<Layer> find(Digest diffId) {
    // First: between the two somebody may sweep.
    leases.touch(diffId);
    return directory.find(diffId);
  }

  /** A fresh place to make a layer in: an overlay's upper directory, or filled by hand. */
  public LayerDraft draft() {
    return new LayerDraft(this, directory.newPlace());
  }

  /**
   * A layer of what a container has written so far: its upper directory is copied, and may change
   * meanwhile only if the container is paused.
   */
  public Layer copy(Path upper) {
    try (var files = Directory.open(upper)) {
      return Piped.through(out -> CanonicalTar.write(files, out), this::unpack);
    } catch (IOException e) {
      throw new JstackException("cannot copy a layer: " + e.getMessage(), e);
    }
  }

  /** Unpacks a tar, compressed or not, as a layer; hostile entries are refused. */
  public Layer unpack(InputStream tar) {
    return unpack(tar, null);
  }

  /** Likewise; anything but the tar of this diff id is refused. */
  Layer unpack(InputStream tar, @Nullable Digest expected) {
    var place = directory.newPlace();
    try {
      return unpack(tar, expected, place);
    } catch (IOException e) {
      throw new ArchiveException("cannot unpack layer: " + e.getMessage(), e);
    } finally {
      directory.discard(place);
    }
  }

  private Layer unpack(InputStream tar, @Nullable Digest expected, Path place) throws IOException {
    var filled = fill(tar, expected, place);
    return install(place, filled.diffId(), filled.size(), filled.tarSize());
  }

  private record Filled(Digest diffId, long size, long tarSize) {}

  private static Filled fill(InputStream tar, @Nullable Digest expected, Path place)
      throws IOException {
    try (var plain = Compression.open(tar);
        var hashed = new HashedInput(plain);
        var files = Directory.open(LayerDirectory.files(place));
        var recording = recording(place)) {
      long size = LayerUnpacker.unpack(files, hashed, recording);
      recording.finish();
      // What follows a compressed stream belongs to its blob, and is verified with it.
      tar.transferTo(OutputStream.nullOutputStream());
      var diffId = hashed.digest();
      check(expected, diffId);
      return new Filled(diffId, size, hashed.count());
    }
  }

  /**
   * Unpacks a layer while its blob arrives. Both are verified before either is visible, and the
   * blob is kept beside the layer, so that a push sends the same bytes.
   */
  public Layer unpack(Ingest blob, String mediaType, Digest diffId) {
    var place = directory.newPlace();
    try (var tar = blob.follow()) {
      var filled = fill(tar, diffId, place);
      blob.awaitEnd();
      blob.moveTo(LayerBlob.bytes(place));
      LayerBlob.of(new Descriptor(mediaType, blob.digest(), blob.size())).write(place);
      return install(place, diffId, filled.size(), filled.tarSize());
    } catch (IOException e) {
      refuse(blob);
      throw new ArchiveException("cannot unpack layer: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      refuse(blob);
      throw e;
    } finally {
      directory.discard(place);
    }
  }

  private static void refuse(Ingest blob) {
    try {
      blob.refuse();
    } catch (IOException e) {
      throw new JstackException("cannot remove a blob: " + e.getMessage(), e);
    }
  }

  /** How registries call the layer, if it was pulled from one or pushed to one. */
  public Optional<Descriptor> blob(Layer layer) {
    return LayerBlob.read(directory.place(layer.diffId()));
  }

  /** The compressed bytes that the layer was pulled as. */
  public Optional<Path> blobFile(Layer layer) {
    return Optional.of(LayerBlob.bytes(directory.place(layer.diffId()))).filter(Files::exists);
  }

  /** Notes what a push has made of the layer, so that the next one need not make it again. */
  public void rememberBlob(Layer layer, Descriptor blob) {
    LayerBlob.of(blob).write(directory.place(layer.diffId()));
  }

  private static TarRecording recording(Path place) throws IOException {
    var file = Files.newOutputStream(LayerDirectory.recording(place));
    return new TarRecording(new BufferedOutputStream(file, BUFFER));
  }

  private static void check(@Nullable Digest expected, Digest actual) {
    if (expected != null && !expected.equals(actual)) {
      throw new ArchiveException(
          "layer has the wrong content: expected " + expected + ", got " + actual);
    }
  }

  /** Hashes the canonical tar of a draft and takes its files over. */
  Layer adopt(Path place, LayerTimes times) {
    var hashed = new HashedOutput();
    long size;
    try (hashed;
        var files = Directory.open(LayerDirectory.files(place))) {
      LayerDirectory.resetRoot(files);
      size = CanonicalTar.write(files, hashed, times.latestSeconds());
    } catch (IOException e) {
      throw new JstackException("cannot make a layer: " + e.getMessage(), e);
    }
    return install(place, hashed.digest(), size, hashed.count());
  }

  /** Takes the files of a draft over, whose tar has been hashed. */
  Layer adopt(Path place, LayerDigest.Result known) {
    try (var files = Directory.open(LayerDirectory.files(place))) {
      LayerDirectory.resetRoot(files);
    }
    return install(place, known.diffId(), known.bytes(), known.tarBytes());
  }

  private Layer install(Path place, Digest diffId, long size, long tarSize) {
    leases.touch(diffId);
    return directory.install(place, diffId, size, tarSize);
  }

  void discard(Path place) {
    directory.discard(place);
  }

  /** Writes the layer's tar, the very bytes that its diff id is the digest of. */
  public void writeTar(Layer layer, OutputStream out) throws IOException {
    var hashed = new HashedOutput();
    try (hashed;
        var files = Directory.open(layer.directory())) {
      write(layer, files, new BothOutput(out, hashed));
    }
    if (!hashed.digest().equals(layer.diffId())) {
      throw new JstackException("layer " + layer.diffId() + " of the image store was altered");
    }
  }

  private void write(Layer layer, Directory files, OutputStream out) throws IOException {
    var recording = LayerDirectory.recording(directory.place(layer.diffId()));
    if (Files.exists(recording)) {
      try (var input = new BufferedInputStream(Files.newInputStream(recording))) {
        TarRecording.replay(input, files, out);
      }
    } else {
      CanonicalTar.write(files, out);
    }
  }

  /** Without a claim to it. */
  Optional<Layer> peek(Digest diffId) {
    return directory.find(diffId);
  }

  /** All layers, whole or not. */
  List<Digest> list() {
    return directory.list();
  }

  List<Path> strayAliases() {
    return directory.strayAliases();
  }

  /** Even if something refers to it. */
  void remove(Digest diffId) {
    directory.remove(diffId);
  }

  /** The compressed bytes of the layer, if they aren't those that they were pulled as. */
  Optional<Path> damagedBlob(Digest diffId) {
    var place = directory.place(diffId);
    var file = LayerBlob.bytes(place);
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    var expected = LayerBlob.read(place).map(Descriptor::digest);
    boolean sound = expected.isPresent() && expected.equals(ContentStore.digest(file));
    return sound ? Optional.empty() : Optional.of(file);
  }

  /**
   * Reads the layer again and throws if anything is not as it was made. A built layer's diff id
   * covers all there is. Of an unpacked one it covers the archive, so that is unpacked again beside
   * it and compared.
   */
  void verify(Layer layer) throws IOException {
    if (!Files.exists(LayerDirectory.recording(directory.place(layer.diffId())))) {
      writeTar(layer, OutputStream.nullOutputStream());
      return;
    }
    var place = directory.newPlace();
    try {
      Piped.through(out -> writeTar(layer, out), tar -> fill(tar, layer.diffId(), place));
      if (!canonical(LayerDirectory.files(place)).equals(canonical(layer.directory()))) {
        throw new JstackException("layer " + layer.diffId() + " of the image store was altered");
      }
    } finally {
      directory.discard(place);
    }
  }

  private static Digest canonical(Path files) throws IOException {
    var hashed = new HashedOutput();
    try (hashed;
        var root = Directory.open(files)) {
      CanonicalTar.write(root, hashed);
    }
    return hashed.digest();
  }

  /** Waits until what was swept is gone from the disk. */
  void close() {
    directory.close();
  }

  /** Puts all layers on disk; an image that has them may be written afterwards. */
  void sync() {
    directory.sync();
  }

  /** Removes these layers, but for the leased ones. */
  Swept sweep(Predicate<Digest> unneeded) {
    return directory.sweep(digest -> unneeded.test(digest) && !leases.holds(digest));
  }

  /** Makes the leases that are open cover the image and its layers. */
  void touch(StoredImage image) {
    leases.touch(image.id());
    image.layers().forEach(layer -> leases.touch(layer.diffId()));
  }

  /** Whether work in progress has touched the image or layer. */
  boolean isLeased(Digest digest) {
    return leases.holds(digest);
  }

  /**
   * Keeps the layers and images that are made or found from now on from being pruned until it is
   * closed, though no image or container has them yet. A build holds one.
   */
  public Lease lease() {
    return leases.open();
  }

  /** See {@link #lease()}. */
  public interface Lease extends AutoCloseable {
    @Override
    void close();
  }
}
