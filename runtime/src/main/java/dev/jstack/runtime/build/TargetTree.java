package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;

/** A stage's root that files are put into: every path is resolved inside it, links included. */
final class TargetTree implements AutoCloseable {
  private static final int DIRECTORY_MODE = 0755;

  private final Directory root;

  TargetTree(Directory root) {
    this.root = root;
  }

  Directory root() {
    return root;
  }

  boolean isDirectory(String path) {
    try (var directory = root.directory(RawPath.of(path), Resolve.IN_ROOT)) {
      return directory.fd().isOpen();
    } catch (LinuxException e) {
      if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Opens a directory and makes what is missing of it, 0755 and this owner's (the last one of this
   * mode); what exists is not touched.
   */
  Directory directories(RawPath path, Ownership owner, int mode) {
    var current = root.directory(RawPath.EMPTY);
    var walked = RawPath.EMPTY;
    var components = path.components();
    for (int i = 0; i < components.size(); i++) {
      var name = new RawPath(components.get(i));
      walked = walked.resolve(name);
      boolean last = i == components.size() - 1;
      try (var parent = current) {
        current = next(parent, walked, owner, last ? mode : DIRECTORY_MODE);
      }
    }
    return current;
  }

  Directory directories(RawPath path, Ownership owner) {
    return directories(path, owner, DIRECTORY_MODE);
  }

  private Directory next(Directory parent, RawPath walked, Ownership owner, int mode) {
    try {
      return root.directory(walked, Resolve.IN_ROOT);
    } catch (LinuxException e) {
      if (e.is(Errno.ENOTDIR)) {
        throw new JstackException("cannot copy to non-directory: /" + walked);
      }
      if (!e.is(Errno.ENOENT)) {
        throw e;
      }
    }
    return made(parent, walked, owner, mode);
  }

  /** A dangling link stands for the directory it points to. */
  private Directory made(Directory parent, RawPath walked, Ownership owner, int mode) {
    var settled = LinkPath.settle(root, walked);
    if (!settled.equals(walked)) {
      return directories(settled, owner, mode);
    }
    var name = walked.name();
    parent.makeDirectory(name, mode);
    parent.setOwner(name, owner.uid(), owner.gid());
    parent.setPermissions(name, mode);
    return parent.directory(name);
  }

  @Override
  public void close() {
    root.close();
  }
}
