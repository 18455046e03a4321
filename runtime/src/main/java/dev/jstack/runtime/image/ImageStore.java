package dev.jstack.runtime.image;

import dev.jstack.runtime.NotFoundException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The images of one state directory: configs by digest, their layers, and the names that point to
 * them. All methods may be called from any thread; each change is on disk when it returns.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ImageStore {
  private ImageStore() {}

  /** Opens or makes the store; what a crash left half-made is removed. */
  public static ImageStore open(Path stateDirectory, Path runDirectory) {
    throw new UnsupportedOperationException();
  }

  public LayerStore layers() {
    throw new UnsupportedOperationException();
  }

  /**
   * The image of a name, an id or a unique beginning of one. {@code host} is this machine's root
   * file system unless an image has that name.
   */
  public Optional<StoredImage> find(String nameOrId) {
    throw new UnsupportedOperationException();
  }

  /** Likewise, or {@code no such image}. */
  public StoredImage require(String nameOrId) {
    return find(nameOrId).orElseThrow(() -> new NotFoundException("image", nameOrId));
  }

  public Optional<StoredImage> find(Digest id) {
    throw new UnsupportedOperationException();
  }

  /** The empty base. */
  public StoredImage scratch() {
    throw new UnsupportedOperationException();
  }

  /** All images, newest first. */
  public List<ImageEntry> list() {
    throw new UnsupportedOperationException();
  }

  /** A new image over layers that are in the store; it has no name yet. Idempotent. */
  public StoredImage commit(ImageConfig config) {
    throw new UnsupportedOperationException();
  }

  /** Points the name to the image; what had it before stays, without it. */
  public void tag(StoredImage image, ImageReference name) {
    throw new UnsupportedOperationException();
  }

  /** {@code rmi}: removes a name, and the image with its last one, by Docker's rules. */
  public RemovedImage remove(String nameOrId, boolean force, ImageUsage usage) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a docker-archive or OCI layout, compressed or not; nothing is kept if any of it is bad.
   */
  public List<LoadedImage> load(InputStream archive) {
    throw new UnsupportedOperationException();
  }

  /** Writes names or ids into one archive that Docker and OCI tools read. */
  public void save(List<String> namesOrIds, OutputStream archive) {
    throw new UnsupportedOperationException();
  }
}
