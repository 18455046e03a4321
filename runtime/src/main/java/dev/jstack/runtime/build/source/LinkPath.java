package dev.jstack.runtime.build.source;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;

/** Follows links at the end of a path by hand, inside a root. */
public final class LinkPath {
  private static final int DEEPEST = 40;

  private LinkPath() {}

  /** A path whose last component is no link; the directories before it may be links. */
  public static RawPath settle(Directory root, RawPath path) {
    var current = path;
    for (int i = 0; i < DEEPEST; i++) {
      var target = target(root, current);
      if (target.isEmpty()) {
        return current;
      }
      // The kernel resolves a "..", as the directory before it may be a link.
      current = target.bytes().startsWith("/") ? target.clean() : current.parent().resolve(target);
    }
    throw new LinuxException("open \"" + path + "\"", Errno.ELOOP);
  }

  private static RawPath target(Directory root, RawPath path) {
    try (var parent = root.directory(path.parent(), Resolve.IN_ROOT)) {
      var name = path.name();
      boolean link = parent.stat(name).filter(stat -> stat.kind() == FileKind.SYMLINK).isPresent();
      return link ? parent.readLink(name) : RawPath.EMPTY;
    } catch (LinuxException e) {
      if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
        return RawPath.EMPTY;
      }
      throw e;
    }
  }
}
