package dev.jstack.runtime.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An open directory and what lies below it, by descriptor: names are bytes, nothing leaves the
 * directory, and no link is followed unless {@link Resolve#IN_ROOT} asks for it. A path of several
 * components is first walked to its parent. Closing closes the descriptor.
 */
public final class Directory implements AutoCloseable {
  private static final int FLAGS = Fd.O_DIRECTORY | Fd.O_NOFOLLOW;

  private final Fd fd;
  private final @Nullable UserMap ids;

  private Directory(Fd fd, @Nullable UserMap ids) {
    this.fd = fd;
    this.ids = ids;
  }

  /** Opens one of our own directories. */
  public static Directory open(Path own) {
    return new Directory(Fd.open(own.toString(), Fd.O_DIRECTORY), null);
  }

  /** Takes over {@code fd}, which may be an O_PATH or mount descriptor. */
  public static Directory of(Fd fd) {
    return new Directory(fd, null);
  }

  /**
   * The same, seen as from a user namespace: owners are those inside, and what is made belongs to
   * root there. The descriptor is this one's. Null: as it is.
   */
  public Directory seenBy(@Nullable UserMap map) {
    return new Directory(fd, map);
  }

  /** Gives a file of this directory, opened by descriptor, an owner; clears setuid bits. */
  public void giveTo(Fd file, int uid, int gid) {
    Attributes.setOwner(
        file, ids == null ? uid : ids.userOutside(uid), ids == null ? gid : ids.groupOutside(gid));
  }

  public Fd fd() {
    return fd;
  }

  /** Opens a directory below this one, or this one again for the empty path. */
  public Directory directory(RawPath path) {
    return directory(path, Resolve.NO_LINKS);
  }

  public Directory directory(RawPath path, Resolve how) {
    int follow = how == Resolve.IN_ROOT ? Fd.O_DIRECTORY : FLAGS;
    return new Directory(AtCalls.open(fd, path, follow, 0, how), ids);
  }

  /** Opens a file below this directory for reading; a link as last component is ELOOP. */
  public Fd open(RawPath path) {
    return open(path, Fd.O_RDONLY | Fd.O_NOFOLLOW, 0, Resolve.NO_LINKS);
  }

  /** openat2(2) below this directory. */
  public Fd open(RawPath path, int flags, int mode, Resolve how) {
    return AtCalls.open(fd, path, flags, mode, how);
  }

  /** Makes a new regular file; EEXIST if there is anything by that name. */
  public Fd create(RawPath path, int mode) {
    int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_EXCL | Fd.O_NOFOLLOW;
    var made = open(path, flags, mode, Resolve.NO_LINKS);
    if (ids != null) {
      giveTo(made, 0, 0);
    }
    return made;
  }

  /** The names in it without {@code .} and {@code ..}, in the file system's order. */
  public List<DirectoryEntry> list() {
    return Listing.of(fd);
  }

  /**
   * Of the entry itself, link or not; of this directory for the empty path. Nothing is there if the
   * way to it leads through a link.
   */
  public Optional<FileStat> stat(RawPath path) {
    if (path.isName()) {
      return AtCalls.stat(fd, path).map(this::seen);
    }
    try (var parent = directory(path.parent())) {
      return AtCalls.stat(parent.fd, path.name()).map(this::seen);
    } catch (LinuxException e) {
      if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Of this directory. */
  public FileStat stat() {
    return AtCalls.stat(fd, RawPath.EMPTY)
        .map(this::seen)
        .orElseThrow(() -> new LinuxException("stat " + fd, Errno.ENOENT));
  }

  /** Of a file of this directory, opened by descriptor. */
  public FileStat stat(Fd file) {
    return seen(Attributes.stat(file));
  }

  /** A directory of this one, opened as a name only, to be read. */
  public Directory again(Fd file) {
    return new Directory(AtCalls.open(file, RawPath.EMPTY, FLAGS, 0, Resolve.NO_LINKS), ids);
  }

  private FileStat seen(FileStat stat) {
    return ids == null ? stat : ids.inside(stat);
  }

  /**
   * Whether something is mounted on this name. The kernel lets us remove or replace a name that is
   * a mount point in another mount namespace only, and the mount is gone with it.
   */
  public boolean isMountPoint(RawPath name) {
    return AtCalls.isMountRoot(fd, name);
  }

  public void makeDirectory(RawPath path, int mode) {
    at(path, (dir, name) -> makeDirectory(dir, name, mode));
  }

  /**
   * Opens the directory, making what is missing of it (mode 0755, the caller's owner). Links on the
   * way are followed as if this directory were the root; a dangling one is EEXIST.
   */
  public Directory makeDirectories(RawPath path) {
    var current = directory(RawPath.EMPTY);
    var walked = RawPath.EMPTY;
    for (String component : path.components()) {
      walked = walked.resolve(new RawPath(component));
      current = next(current, walked);
    }
    return current;
  }

  public void makeLink(RawPath path, RawPath target) {
    at(
        path,
        (dir, name) -> {
          AtCalls.symlink(dir, name, target);
          toRoot(dir, name);
        });
  }

  /** A second name for {@code existing}, which itself is not followed if it is a link. */
  public void makeHardLink(RawPath path, Directory of, RawPath existing) {
    at(path, (dir, name) -> of.at(existing, (from, old) -> AtCalls.link(from, old, dir, name)));
  }

  /** mknod(2): devices, FIFOs, sockets; the umask does not apply. */
  public void makeNode(RawPath path, FileKind kind, int permissions, long nodeDevice) {
    at(
        path,
        (dir, name) -> {
          AtCalls.node(dir, name, kind, permissions, nodeDevice);
          toRoot(dir, name);
        });
  }

  public RawPath readLink(RawPath path) {
    if (path.isName()) {
      return AtCalls.readLink(fd, path);
    }
    try (var parent = directory(path.parent())) {
      return AtCalls.readLink(parent.fd, path.name());
    }
  }

  /** Replaces what {@code to} was, as rename(2) does. */
  public void rename(RawPath path, Directory target, RawPath to) {
    at(path, (dir, name) -> target.at(to, (end, last) -> AtCalls.rename(dir, name, end, last)));
  }

  /** Removes a name that is not a directory. */
  public void remove(RawPath path) {
    at(path, (dir, name) -> AtCalls.unlink(dir, name, false));
  }

  /** Removes an empty directory. */
  public void removeDirectory(RawPath path) {
    at(path, (dir, name) -> AtCalls.unlink(dir, name, true));
  }

  /** Removes the entry and all below it, whatever it is; nothing there is fine. */
  public void removeTree(RawPath path) {
    at(path, Removal::remove);
  }

  /** Of the entry itself. Clears setuid and setgid bits: set permissions afterwards. */
  public void setOwner(RawPath path, int uid, int gid) {
    int user = ids == null ? uid : ids.userOutside(uid);
    int group = ids == null ? gid : ids.groupOutside(gid);
    at(path, (dir, name) -> AtCalls.own(dir, name, user, group));
  }

  /** Of anything but a link: the caller knows that it isn't one. */
  public void setPermissions(RawPath path, int permissions) {
    at(path, (dir, name) -> AtCalls.permissions(dir, name, permissions));
  }

  /** Sets the modification and access times of the entry itself. */
  public void setModified(RawPath path, long seconds, int nanos) {
    at(path, (dir, name) -> AtCalls.modified(dir, name, seconds, nanos));
  }

  @Override
  public void close() {
    fd.close();
  }

  @Override
  public String toString() {
    return "directory " + fd;
  }

  private Directory next(Directory current, RawPath walked) {
    try (current) {
      try {
        return directory(walked, Resolve.IN_ROOT);
      } catch (LinuxException e) {
        if (!e.is(Errno.ENOENT)) {
          throw e;
        }
      }
      makeDirectory(current.fd, walked.name(), 0755);
      return directory(walked, Resolve.IN_ROOT);
    }
  }

  private void makeDirectory(Fd directory, RawPath name, int mode) {
    AtCalls.makeDirectory(directory, name, mode);
    toRoot(directory, name);
  }

  /** What this process makes is root's inside. */
  private void toRoot(Fd directory, RawPath name) {
    if (ids != null) {
      AtCalls.own(directory, name, ids.userOutside(0), ids.groupOutside(0));
    }
  }

  private void at(RawPath path, Step step) {
    if (path.isName()) {
      step.run(fd, path);
      return;
    }
    try (var parent = directory(path.parent())) {
      step.run(parent.fd, path.name());
    }
  }

  private interface Step {
    void run(Fd directory, RawPath name);
  }
}
