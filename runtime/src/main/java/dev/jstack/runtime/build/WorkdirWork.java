package dev.jstack.runtime.build;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;

/** Makes a working directory in a stage. */
final class WorkdirWork {
  private WorkdirWork() {}

  static void make(Fd overlay, String path, String user) {
    try (var target = new TargetTree(root(overlay))) {
      if (!target.isDirectory(GoPath.relative(path))) {
        var owner = Ownership.chown(user, target.root());
        target.directories(RawPath.of(GoPath.relative(path)), owner).close();
      }
    }
  }

  /** A descriptor of its own, whose closing leaves the mount. */
  static Directory root(Fd overlay) {
    return Directory.of(
        Directory.of(overlay).open(RawPath.EMPTY, Fd.O_DIRECTORY, 0, Resolve.IN_ROOT));
  }
}
