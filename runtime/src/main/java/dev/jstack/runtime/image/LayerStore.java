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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Unpacked layers by diff id, each one a directory that overlays mount. A layer is visible when it
 * is complete, and never changes afterwards. It is unpacked by itself, without the layers below it:
 * what it deletes of them it says by whiteouts.
 */
public final class LayerStore {
  private static final int BUFFER = 1 << 20;

  private final LayerDirectory directory;
  private final Leases leases = new Leases();

  private LayerStore(LayerDirectory directory) {
    this.directory = directory;
  }

  /** Removes what a crash left, and layers that nothing vouches for after a reboot. */
  static LayerStore open(Path stateDirectory, Set<Digest> referenced) {
    var directory = LayerDirectory.open(stateDirectory);
    directory.sweepLeftovers(referenced);
    return new LayerStore(directory);
  }

  public Optional<Layer> find(Digest diffId) {
    var layer = directory.find(diffId);
    layer.ifPresent(found -> leases.touch(diffId));
    return layer;
  }

  /** A fresh place to make a layer in: an overlay's upper directory, or filled by hand. */
  public LayerDraft draft() {
    return new LayerDraft(this, directory.newPlace());
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
    var sha256 = Digest.sha256();
    var plain = new CountedInput(new BufferedInputStream(Compression.open(tar), BUFFER));
    long size;
    try (var hashed = new DigestInputStream(plain, sha256);
        var files = Directory.open(LayerDirectory.files(place));
        var recording =
            new TarRecording(
                new BufferedOutputStream(
                    Files.newOutputStream(LayerDirectory.recording(place)), BUFFER))) {
      size = LayerUnpacker.unpack(files, hashed, recording);
    }
    var diffId = Digest.of(sha256);
    if (expected != null && !expected.equals(diffId)) {
      throw new ArchiveException(
          "layer has the wrong content: expected " + expected + ", got " + diffId);
    }
    return install(place, diffId, size, plain.count());
  }

  /** Hashes the canonical tar of a draft and takes its files over. */
  Layer adopt(Path place, LayerTimes times) {
    var sha256 = Digest.sha256();
    var counted = new CountedOutput();
    var nowhere = new DigestOutputStream(counted, sha256);
    long size;
    try (var files = Directory.open(LayerDirectory.files(place));
        var out = new BufferedOutputStream(nowhere, BUFFER)) {
      LayerDirectory.resetRoot(files);
      size = CanonicalTar.write(files, out, times.latestSeconds());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return install(place, Digest.of(sha256), size, counted.count());
  }

  private Layer install(Path place, Digest diffId, long size, long tarSize) {
    leases.touch(diffId);
    return directory.install(place, diffId, size, tarSize);
  }

  void discard(Path place) {
    directory.discard(place);
  }

  /** Writes the layer's tar, the very bytes that its diff id is the digest of. */
  void writeTar(Layer layer, OutputStream out) throws IOException {
    var sha256 = Digest.sha256();
    var hashed = new DigestOutputStream(out, sha256);
    var recording = LayerDirectory.recording(directory.place(layer.diffId()));
    try (var files = Directory.open(layer.directory())) {
      if (Files.exists(recording)) {
        try (var input = new BufferedInputStream(Files.newInputStream(recording))) {
          TarRecording.replay(input, files, hashed);
        }
      } else {
        CanonicalTar.write(files, hashed);
      }
    }
    if (!Digest.of(sha256).equals(layer.diffId())) {
      throw new JstackException("layer " + layer.diffId() + " of the image store was altered");
    }
  }

  /** Puts all layers on disk; an image that has them may be written afterwards. */
  void sync() {
    directory.sync();
  }

  /** Removes all layers but these and the leased ones. */
  Swept sweep(Set<Digest> kept) {
    return directory.sweep(digest -> kept.contains(digest) || leases.holds(digest));
  }

  /**
   * Keeps the layers that are made or found from now on from being swept until it is closed, though
   * no image has them yet. A build holds one.
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
