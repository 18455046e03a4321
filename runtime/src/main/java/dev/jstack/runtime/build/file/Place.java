package dev.jstack.runtime.build.file;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.source.FileAttributes;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory of a stage that files are put into: what the layers have there, and over it what is
 * put. A directory that only the layers have is made again, with their attributes, when the first
 * thing is put into it. Closing it leaves it with the step's time.
 */
public final class Place implements AutoCloseable {
  private static final int SET_GROUP_ID = 02000;

  private final FileMaker maker;
  private final @Nullable Place parent;
  private final RawPath path;
  private final @Nullable Directory lower;
  private final boolean fresh;
  private @Nullable Directory upper;
  private boolean inheriting;

  private Place(
      FileMaker maker,
      @Nullable Place parent,
      RawPath path,
      @Nullable Directory upper,
      @Nullable Directory lower,
      boolean fresh) {
    this.maker = maker;
    this.parent = parent;
    this.path = path;
    this.upper = upper;
    this.lower = lower;
    this.fresh = fresh;
  }

  /** The root; the caller closes both directories. */
  public static Place root(FileMaker maker, Directory upper, @Nullable Directory lower) {
    return new Place(maker, null, RawPath.EMPTY, upper, lower, false);
  }

  /** From the root. */
  public RawPath path() {
    return path;
  }

  /** What has this name. A directory that was made just now has nothing yet. */
  public Optional<FileStat> stat(RawPath name) {
    if (fresh) {
      return Optional.empty();
    }
    var above = upper == null ? Optional.<FileStat>empty() : upper.stat(name);
    return above.isPresent() || lower == null
        ? above
        : lower.stat(name).filter(stat -> !stat.isWhiteout());
  }

  /** Where new files of it are made. */
  Directory upper() {
    if (upper == null) {
      upper = copyUp();
    }
    return upper;
  }

  /** Makes room for a new file: removes what was put there by this very step. */
  public Directory cleared(RawPath name) {
    if (!fresh && upper().stat(name).isPresent()) {
      maker.spoil();
      upper().removeTree(name);
    }
    return upper();
  }

  /** Whether new files get its group. */
  boolean isInheriting() {
    return inheriting;
  }

  /** A directory in it that exists. */
  public Place enter(RawPath name) {
    var above = upper == null || upper.stat(name).isEmpty() ? null : upper.directory(name);
    var below = lower == null ? null : lower.stat(name).orElse(null);
    var from = below != null && below.isDirectory() && lower != null ? lower.directory(name) : null;
    var place = new Place(maker, this, path.resolve(name), above, from, false);
    place.inheriting = above != null && inherits(above.stat().permissions());
    return place;
  }

  /** A new directory in it. */
  public Place make(RawPath name, Ownership owner, int mode) {
    var below = path.resolve(name);
    var made = made(upper(), name, owner, mode);
    maker.directory(below, owner, mode);
    var place = new Place(maker, this, below, made, null, true);
    place.inheriting = inherits(mode);
    return place;
  }

  /** Gives the directory, which exists, these attributes. */
  void change(Ownership owner, int mode) {
    var now = (upper == null && lower != null ? lower : upper()).stat();
    if (now.uid() != owner.uid() || now.gid() != owner.gid() || now.permissions() != mode) {
      var directory = upper();
      maker.spoil();
      Attributes.setOwner(directory.fd(), owner.uid(), owner.gid());
      Attributes.setPermissions(directory.fd(), mode);
      inheriting = inherits(mode);
    }
  }

  /** Gives a new directory extended attributes. */
  void set(Map<String, byte[]> attributes) {
    set(upper(), attributes);
  }

  /** What is made in the directory may inherit them. */
  private void set(Directory directory, Map<String, byte[]> attributes) {
    if (!attributes.isEmpty()) {
      maker.spoil();
      attributes.forEach((key, value) -> Xattrs.set(directory, RawPath.EMPTY, key, value));
    }
  }

  private Directory copyUp() {
    var above = parent;
    var original = lower;
    if (above == null || original == null) {
      throw new IllegalStateException("\"" + path + "\" is nowhere");
    }
    var stat = original.stat();
    var owner = new Ownership(stat.uid(), stat.gid());
    var directory = made(above.upper(), path.name(), owner, stat.permissions());
    maker.directory(path, owner, stat.permissions());
    inheriting = inherits(stat.permissions());
    set(directory, FileAttributes.of(original, RawPath.EMPTY));
    return directory;
  }

  private static Directory made(Directory in, RawPath name, Ownership owner, int mode) {
    in.makeDirectory(name, mode);
    in.setOwner(name, owner.uid(), owner.gid());
    in.setPermissions(name, mode);
    return in.directory(name);
  }

  private static boolean inherits(int mode) {
    return (mode & SET_GROUP_ID) != 0;
  }

  public static JstackException notDirectory(RawPath path) {
    return new JstackException("cannot copy to non-directory: /" + path);
  }

  @Override
  public void close() {
    if (lower != null && parent != null) {
      lower.close();
    }
    if (upper != null && parent != null) {
      maker.finished(upper);
    }
  }
}
