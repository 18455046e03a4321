package dev.jstack.runtime.watch;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes paths in a container's root what they are on the host. The root is hostile and may change
 * meanwhile: links are followed only as the container itself would follow them, never out of it,
 * and no file that is there is ever opened for writing. A file is replaced in one step, so nobody
 * in the container sees half of it.
 */
public final class RootWriter implements AutoCloseable {
  private final Directory host = Directory.open(Path.of("/"));
  private final Directory root;
  private final RawPath base;
  private final int uid;
  private final int gid;

  /**
   * Takes over {@code root}.
   *
   * @param base what is made at or below this path of the root belongs to uid and gid; the
   *     directories above it belong to the container's root
   */
  public RootWriter(Directory root, RawPath base, long uid, long gid) {
    this.root = root;
    this.base = base;
    this.uid = (int) uid;
    this.gid = (int) gid;
  }

  /**
   * Writes what {@code source} is now, or removes {@code target} if it is nothing. Directories are
   * made without what is in them. False if {@code target} is the same already; devices, pipes and
   * sockets are left out. The base, where it is a directory with more in it, is neither removed nor
   * replaced: not all of it came from the host.
   */
  public boolean sync(RawPath source, RawPath target) {
    if (target.isEmpty()) {
      return false;
    }
    var stat = host.stat(source);
    if (stat.isEmpty()) {
      return remove(target);
    }
    return switch (stat.get().kind()) {
      case DIRECTORY -> within(target, place -> directory(place, stat.get()));
      case REGULAR -> within(target, place -> file(place, source, target));
      case SYMLINK -> within(target, place -> link(place, host.readLink(source), target));
      default -> false;
    };
  }

  /** A name in an open directory of the root. */
  private record Place(Directory parent, RawPath name) {
    private static final String HIDDEN = ".jstack-";

    /** A new name beside it. */
    Place fresh() {
      long number = ThreadLocalRandom.current().nextLong() & Long.MAX_VALUE;
      return new Place(parent, RawPath.of(HIDDEN + Long.toString(number, 36)));
    }
  }

  private interface Action {
    boolean run(Place place);
  }

  private boolean within(RawPath target, Action action) {
    try (var parent = parents(target.parent())) {
      return action.run(new Place(parent, target.name()));
    }
  }

  /** Opens the directory, making what is missing of it. */
  private Directory parents(RawPath path) {
    var current = root.directory(RawPath.EMPTY);
    var walked = RawPath.EMPTY;
    for (String component : path.components()) {
      walked = walked.resolve(new RawPath(component));
      current = next(current, walked);
    }
    return current;
  }

  private Directory next(Directory current, RawPath walked) {
    try (current) {
      try {
        return root.directory(walked, Resolve.IN_ROOT);
      } catch (LinuxException e) {
        if (!e.is(Errno.ENOENT)) {
          throw e;
        }
      }
      make(new Place(current, walked.name()), 0755, Scope.isAtOrBelow(walked, base));
      return root.directory(walked, Resolve.IN_ROOT);
    }
  }

  private void make(Place place, int permissions, boolean owned) {
    place.parent.makeDirectory(place.name, 0700);
    try (var made = place.parent.directory(place.name)) {
      made.setOwner(RawPath.EMPTY, owned ? uid : 0, owned ? gid : 0);
      RootFiles.setPermissions(made, permissions);
    }
  }

  private boolean directory(Place place, FileStat stat) {
    var there = place.parent.stat(place.name);
    if (there.filter(FileStat::isDirectory).isEmpty()) {
      there.ifPresent(_ -> place.parent.remove(place.name));
      make(place, stat.permissions(), true);
      return true;
    }
    if (there.get().permissions() == stat.permissions()) {
      return false;
    }
    try (var same = place.parent.directory(place.name)) {
      RootFiles.setPermissions(same, stat.permissions());
    }
    return true;
  }

  private boolean file(Place place, RawPath source, RawPath target) {
    try (var content = RootFiles.open(host, source)) {
      return content != null && file(place, content, target);
    }
  }

  private boolean file(Place place, Fd content, RawPath target) {
    var stat = RootFiles.stat(content);
    if (RootFiles.isSame(place.parent, place.name, content, stat)) {
      return false;
    }
    clear(place, target);
    if (place.parent.isMountPoint(place.name)) {
      throw new JstackException("cannot replace \"/" + target + "\": something is mounted there");
    }
    var fresh = place.fresh();
    try (var made = fresh.parent.create(fresh.name, 0600)) {
      RootFiles.fill(fresh.parent, made, content, stat, uid, gid);
      fresh.parent.rename(fresh.name, place.parent, place.name);
    } catch (LinuxException e) {
      fresh.parent.removeTree(fresh.name);
      throw e;
    }
    return true;
  }

  private boolean link(Place place, RawPath to, RawPath target) {
    if (RootFiles.isLink(place.parent, place.name, to)) {
      return false;
    }
    clear(place, target);
    var fresh = place.fresh();
    fresh.parent.makeLink(fresh.name, to);
    fresh.parent.setOwner(fresh.name, uid, gid);
    fresh.parent.rename(fresh.name, place.parent, place.name);
    return true;
  }

  /** A directory is in the way of what isn't one. */
  private void clear(Place place, RawPath target) {
    if (place.parent.stat(place.name).filter(FileStat::isDirectory).isPresent()) {
      if (target.equals(base)) {
        throw new JstackException(
            "cannot overwrite directory \"/" + target + "\" with a file",
            "the target of a single file is the file's own path in the container",
            null);
      }
      RootFiles.remove(place.parent, place.name);
    }
  }

  private boolean remove(RawPath target) {
    try (var parent = root.directory(target.parent(), Resolve.IN_ROOT)) {
      return target.equals(base)
          ? RootFiles.removeEmpty(parent, target.name())
          : RootFiles.remove(parent, target.name());
    } catch (LinuxException e) {
      if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    host.close();
    root.close();
  }
}
