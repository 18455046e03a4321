package dev.jstack.runtime.build;

import dev.jstack.runtime.build.source.GoPath;
import dev.jstack.runtime.build.source.LinkPath;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.OverlayAttributes;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import dev.jstack.runtime.linux.Xattrs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What a step's mounts lie on: made in the stage's root where it is missing, and taken away again,
 * so that no layer has a trace of it.
 */
final class MountPoints {
  private static final int FILE_MODE = 0644;

  private record Made(RawPath path, boolean directory) {}

  /** A directory of the layers below, copied up because something was made in it. */
  private record Touched(RawPath path, FileStat before) {}

  private final Directory root;
  private final Deque<Made> made = new ArrayDeque<>();
  private final Deque<Touched> touched = new ArrayDeque<>();

  MountPoints(Directory root) {
    this.root = root;
  }

  void directory(String path) {
    make(RawPath.of(GoPath.relative(path)), true);
  }

  /** Whether there is one now: a dangling link can't be mounted on. */
  boolean file(String path) {
    var raw = RawPath.of(GoPath.relative(path));
    make(raw, false);
    return exists(raw);
  }

  private void make(RawPath path, boolean directory) {
    if (path.isEmpty() || exists(path)) {
      return;
    }
    var settled = LinkPath.settle(root, path);
    make(settled.parent(), true);
    try (var parent = root.directory(settled.parent(), Resolve.IN_ROOT)) {
      var before = parent.stat();
      if (directory) {
        parent.makeDirectory(settled.name(), 0755);
      } else {
        parent.create(settled.name(), FILE_MODE).close();
      }
      if (made.stream().noneMatch(each -> each.path.equals(settled.parent()))) {
        touched.push(new Touched(settled.parent(), before));
      }
      made.push(new Made(settled, directory));
    }
  }

  private boolean exists(RawPath path) {
    try (var file = root.open(path, Fd.O_PATH, 0, Resolve.IN_ROOT)) {
      return file.isOpen();
    } catch (LinuxException e) {
      if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
        return false;
      }
      throw e;
    }
  }

  /** Removes what was made, unless the step has put something into it. */
  void remove() {
    while (!made.isEmpty()) {
      remove(made.pop());
    }
  }

  private void remove(Made point) {
    try (var parent = root.directory(point.path.parent(), Resolve.IN_ROOT)) {
      var stat = parent.stat(point.path.name());
      if (point.directory) {
        parent.removeDirectory(point.path.name());
      } else if (stat.isPresent() && stat.get().isRegular() && stat.get().size() == 0) {
        parent.remove(point.path.name());
      }
    } catch (LinuxException e) {
      if (!e.is(Errno.ENOTEMPTY) && !e.is(Errno.ENOENT) && !e.is(Errno.ENOTDIR)) {
        throw e;
      }
    }
  }

  /** Drops directories from the upper one that are there only because of what was made in them. */
  void prune(Directory upper) {
    while (!touched.isEmpty()) {
      var next = touched.pop();
      if (!next.path.isEmpty()) {
        prune(upper, next);
      }
    }
  }

  private static void prune(Directory upper, Touched directory) {
    var stat = upper.stat(directory.path);
    if (stat.isEmpty() || !isUnchanged(stat.get(), directory.before)) {
      return;
    }
    try (var self = upper.directory(directory.path)) {
      var attributes = Xattrs.all(self, RawPath.EMPTY);
      boolean opaque = Optional.ofNullable(attributes.get(OverlayAttributes.OPAQUE)).isPresent();
      if (opaque || !self.list().isEmpty()) {
        return;
      }
    }
    upper.removeDirectory(directory.path);
  }

  private static boolean isUnchanged(FileStat now, FileStat before) {
    return now.isDirectory()
        && now.permissions() == before.permissions()
        && now.uid() == before.uid()
        && now.gid() == before.gid();
  }
}
