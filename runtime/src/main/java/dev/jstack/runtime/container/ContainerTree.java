package dev.jstack.runtime.container;

import dev.jstack.runtime.ConflictException;
import dev.jstack.runtime.copy.FileTree;
import dev.jstack.runtime.image.LowerMount;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** A container's files: with all its mounts while it runs, with its volumes and binds otherwise. */
final class ContainerTree {
  private final RuntimeParts parts;

  ContainerTree(RuntimeParts parts) {
    this.parts = parts;
  }

  /** One that doesn't run is not started meanwhile. */
  void with(Container container, Consumer<FileTree> action) {
    var run = container.run();
    if (run != null) {
      try (var tree = running(container, run)) {
        action.accept(tree);
      }
      return;
    }
    container.lock.lock();
    try {
      if (container.run() != null) {
        throw new ConflictException("container " + container.name() + " has just been started");
      }
      try (var tree = stopped(container)) {
        action.accept(tree);
      }
    } finally {
      container.lock.unlock();
    }
  }

  private FileTree running(Container container, Run run) {
    return new FileTree(root(container, run), title(container), false);
  }

  /** The root directory of a running container as its users see it, to be closed by the caller. */
  static Directory root(Container container, Run run) {
    try {
      var map = UserPlan.map(run);
      var root = Directory.open(Path.of("/proc/" + run.pid() + "/root"));
      // Only now is it sure that the number was still that of its process.
      if (run.isAlive()) {
        return root.seenBy(map);
      }
      root.close();
    } catch (LinuxException e) {
      if (run.isAlive()) {
        throw e;
      }
    }
    throw Run.notRunning(container);
  }

  private FileTree stopped(Container container) {
    var root = RootTree.mount(parts.image(container).lowers(), container.directory()).directory();
    var tree = new FileTree(root, title(container), container.spec().isolation().readOnly());
    try {
      container.config().mounts().forEach(mount -> add(tree, root, mount));
      return tree;
    } catch (RuntimeException e) {
      tree.close();
      throw e;
    }
  }

  private static String title(Container container) {
    return "in container " + container.name();
  }

  private void add(FileTree tree, Directory root, MountSpec mount) {
    var target = RawPath.of(mount.target()).clean();
    switch (mount) {
      case MountSpec.Bind bind -> bind(tree, target, bind);
      case MountSpec.Volume volume -> volume(tree, root, target, volume);
      case MountSpec.Image image -> image(tree, target, image);
      case MountSpec.Tmpfs _ -> {} // is empty at every start
    }
  }

  private void image(FileTree tree, RawPath target, MountSpec.Image spec) {
    try (var whole = LowerMount.readable(parts.lowers(spec))) {
      var subpath = RawPath.of(spec.subpath() == null ? "" : spec.subpath()).clean();
      if (whole.stat(subpath).filter(FileStat::isDirectory).isPresent()) {
        tree.mount(target, whole.directory(subpath, Resolve.IN_ROOT), true);
      } else {
        var parent = whole.directory(subpath.parent(), Resolve.IN_ROOT);
        tree.mountFile(target, parent, subpath.name(), true);
      }
    }
  }

  private static void bind(FileTree tree, RawPath target, MountSpec.Bind bind) {
    var source = Path.of(bind.source());
    if (Files.isDirectory(source)) {
      tree.mount(target, Directory.open(source), bind.readOnly());
    } else if (Files.exists(source)) {
      var place = source.toAbsolutePath();
      var parent = place.getParent();
      var name = place.getFileName();
      if (parent != null && name != null) {
        var file = RawPath.of(name.toString());
        tree.mountFile(target, Directory.open(parent), file, bind.readOnly());
      }
    }
  }

  private void volume(FileTree tree, Directory root, RawPath target, MountSpec.Volume spec) {
    var name = spec.name() == null ? "" : spec.name();
    var volumes = parts.volumes();
    var volume = volumes.find(name).orElseGet(() -> volumes.create(name, Map.of(), Map.of()));
    if (VolumeOptions.isTmpfs(volume.options())) {
      return;
    }
    if (!spec.noCopy() && spec.subpath() == null) {
      volumes.fill(volume, root, spec.target());
    }
    try (var whole = Directory.open(volume.path())) {
      var subpath = RawPath.of(spec.subpath() == null ? "" : spec.subpath()).clean();
      tree.mount(target, whole.directory(subpath, Resolve.NO_LINKS), spec.readOnly());
    }
  }
}
