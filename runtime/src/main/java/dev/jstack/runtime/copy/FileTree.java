package dev.jstack.runtime.copy;

import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files by their paths: this machine's, or those of a container, which may change meanwhile and
 * lead wherever it likes. Whatever a link says, nothing outside the root is reached: every path is
 * walked by the kernel below an open directory (openat2(2), RESOLVE_IN_ROOT).
 */
public final class FileTree implements AutoCloseable {
  private static final int MAX_LINKS = 40;

  private final Directory root;
  private final String title;
  private final boolean readOnly;
  private final Map<RawPath, Mount> mounts = new HashMap<>();

  /**
   * What would be mounted in a container that doesn't run.
   *
   * @param name in the directory, of a single file; empty for the directory itself
   */
  private record Mount(Directory directory, RawPath name, boolean readOnly) {}

  /** Takes over {@code root}; {@code title} is whose files they are, for messages. */
  public FileTree(Directory root, String title, boolean readOnly) {
    this.root = root;
    this.title = title;
    this.readOnly = readOnly;
  }

  public static FileTree ofThisMachine() {
    return new FileTree(Directory.open(Path.of("/")), "on this machine", false);
  }

  /** Shows {@code directory}, which it takes over, at a path of the tree. */
  public void mount(RawPath target, Directory directory, boolean fixed) {
    mounts.put(canonical(target, true), new Mount(directory, RawPath.EMPTY, fixed));
  }

  /** Likewise a single file of a directory. */
  public void mountFile(RawPath target, Directory directory, RawPath name, boolean fixed) {
    mounts.put(canonical(target, true), new Mount(directory, name, fixed));
  }

  /** {@code in container web-1}, for messages. */
  String title() {
    return title;
  }

  /** Its root, without what a stopped container's mounts would hide; hostile. */
  public Directory root() {
    return root;
  }

  /**
   * A path's place, whether there is something or not; the caller closes it.
   *
   * @param follow whether a link in the last place leads on; those on the way always do
   * @throws LinuxException if there is no directory that it could be in
   */
  Place find(RawPath path, boolean follow) {
    var place = canonical(path, follow);
    var mount = mounts.get(place);
    if (mount != null && !mount.name.isEmpty()) {
      var parent = mount.directory.directory(RawPath.EMPTY);
      return new Place(parent, mount.name, place, parent.stat(mount.name), true);
    }
    if (mount != null || place.isEmpty()) {
      var directory = open(place);
      return new Place(directory, RawPath.EMPTY, place, Optional.of(directory.stat()), false);
    }
    var parent = open(place.parent());
    try {
      return new Place(parent, place.name(), place, parent.stat(place.name()), false);
    } catch (RuntimeException e) {
      parent.close();
      throw e;
    }
  }

  /** Opens a directory by a path that has no links; if there are some by now, they stay inside. */
  Directory open(RawPath path) {
    for (var above = path; ; above = above.parent()) {
      var mount = mounts.get(above);
      if (mount != null && mount.name.isEmpty()) {
        return mount.directory.directory(below(path, above), Resolve.IN_ROOT);
      }
      if (above.isEmpty()) {
        return root.directory(path, Resolve.IN_ROOT);
      }
    }
  }

  /** Likewise; what is missing is made. */
  Directory openOrMake(RawPath path) {
    try {
      return open(path);
    } catch (LinuxException e) {
      if (!e.is(Errno.ENOENT)) {
        throw e;
      }
    }
    try (var above = openOrMake(path.parent())) {
      above.makeDirectory(path.name(), 0755);
    }
    return open(path);
  }

  private static RawPath below(RawPath path, RawPath above) {
    int start = above.isEmpty() ? 0 : above.bytes().length() + 1;
    return new RawPath(path.bytes().substring(Math.min(start, path.bytes().length())));
  }

  /** The directory that would be mounted at this place, if one would. */
  Optional<Directory> mounted(RawPath path) {
    return Optional.ofNullable(mounts.get(path))
        .filter(mount -> mount.name.isEmpty())
        .map(mount -> mount.directory.directory(RawPath.EMPTY));
  }

  /** Refuses a place that the container itself could not write to. */
  void checkWritable(RawPath path) {
    for (var above = path; ; above = above.parent()) {
      var mount = mounts.get(above);
      if (mount != null) {
        if (mount.readOnly) {
          throw fixed("the volume at \"/" + above + "\"", path);
        }
        return;
      }
      if (above.isEmpty()) {
        break;
      }
    }
    if (readOnly) {
      throw fixed("the root file system", path);
    }
  }

  private JstackException fixed(String what, RawPath path) {
    return new ConflictException(
        "cannot copy to \"/" + path + "\" " + title + ": " + what + " is read-only",
        "copy to a volume or a tmpfs");
  }

  /** The same place by a path that has no links; what is missing stays as it is. */
  private RawPath canonical(RawPath path, boolean follow) {
    var todo = new ArrayDeque<>(path.components());
    var walked = RawPath.EMPTY;
    int links = 0;
    while (!todo.isEmpty()) {
      var part = todo.pop();
      if (part.equals("..")) {
        walked = walked.parent();
        continue;
      }
      var next = walked.resolve(new RawPath(part));
      var target = todo.isEmpty() && !follow ? Optional.<RawPath>empty() : link(walked, part);
      if (target.isEmpty()) {
        walked = next;
        continue;
      }
      if (++links > MAX_LINKS) {
        throw new LinuxException("open \"/" + path + "\"", Errno.ELOOP);
      }
      walked = target.get().bytes().startsWith("/") ? RawPath.EMPTY : walked;
      target.get().components().reversed().forEach(todo::push);
    }
    return walked;
  }

  private Optional<RawPath> link(RawPath directory, String part) {
    var name = new RawPath(part);
    if (mounts.containsKey(directory.resolve(name))) {
      return Optional.empty();
    }
    try (var parent = open(directory)) {
      return parent
          .stat(name)
          .filter(stat -> stat.kind() == FileKind.SYMLINK)
          .map(link -> parent.readLink(name));
    } catch (LinuxException e) {
      if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.EINVAL)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    mounts.values().forEach(mount -> mount.directory.close());
    root.close();
  }

  /**
   * A name in an open directory.
   *
   * @param name empty for the directory itself
   * @param path of the tree, without links
   * @param stat of what is there
   * @param mounted whether it is a single file that is mounted
   */
  record Place(
      Directory parent, RawPath name, RawPath path, Optional<FileStat> stat, boolean mounted)
      implements AutoCloseable {
    boolean isDirectory() {
      return stat.filter(FileStat::isDirectory).isPresent();
    }

    @Override
    public void close() {
      parent.close();
    }
  }
}
