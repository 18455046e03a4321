package dev.jstack.runtime.build;

import dev.jstack.runtime.build.file.Ownership;
import dev.jstack.runtime.build.source.GoPath;
import dev.jstack.runtime.linux.RawPath;

/** Makes a working directory in a stage. */
final class WorkdirWork {
  private static final int MODE = 0755;

  private WorkdirWork() {}

  /** {@code user} owns what is missing. */
  static void make(LayerStep.Making making, String path, String user) {
    var relative = RawPath.of(GoPath.relative(path));
    try (var target = StageFiles.open(making)) {
      if (!target.isDirectory(relative)) {
        var owner = Ownership.chown(user, target.before());
        target.directories(relative, owner, MODE).close();
        target.maker().drain();
      }
    }
  }
}
