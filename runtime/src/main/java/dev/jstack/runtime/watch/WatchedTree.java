package dev.jstack.runtime.watch;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.Inotify;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The directories of a scope under watch, and what is in them. One thread at a time. */
final class WatchedTree implements AutoCloseable {
  private final Directory top;
  private final Scope scope;
  private final Inotify inotify = Inotify.open();
  private final Snapshot snapshot = new Snapshot();
  private final Map<Integer, RawPath> paths = new HashMap<>();
  private final Map<RawPath, Integer> watches = new HashMap<>();

  private WatchedTree(Directory top, Scope scope) {
    this.top = top;
    this.scope = scope;
  }

  /** Watches everything in the scope; {@code top} is {@code /} and stays the caller's. */
  static WatchedTree open(Directory top, Scope scope) {
    var tree = new WatchedTree(top, scope);
    try {
      for (var root : scope.roots()) {
        tree.enter(tree.standing(root), null);
      }
    } catch (RuntimeException e) {
      tree.close();
      throw e;
    }
    return tree;
  }

  Inotify inotify() {
    return inotify;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /** The directory above a root, or the nearest one above that is there. */
  private RawPath standing(RawPath root) {
    var place = root.parent();
    while (!place.isEmpty() && top.stat(place).filter(FileStat::isDirectory).isEmpty()) {
      place = place.parent();
    }
    return place;
  }

  /** Watches a directory and all below it that matters. What is found is added to {@code told}. */
  private void enter(RawPath path, @Nullable Set<RawPath> told) {
    if (watches.containsKey(path)) {
      return;
    }
    try (var directory = top.directory(path)) {
      int watch = inotify.watch(directory);
      paths.put(watch, path);
      watches.put(path, watch);
      for (var entry : directory.list()) {
        var below = path.resolve(entry.name());
        if (scope.has(below) || scope.enters(below)) {
          directory.stat(entry.name()).ifPresent(stat -> found(below, stat, told));
        }
      }
    } catch (LinuxException e) {
      if (!isGone(e)) {
        throw e;
      }
    }
  }

  private void found(RawPath path, FileStat stat, @Nullable Set<RawPath> told) {
    if (scope.has(path) && snapshot.learn(path, stat) && told != null) {
      told.add(path);
    }
    if (stat.isDirectory() && scope.enters(path)) {
      enter(path, told);
    }
  }

  /** Takes note of an event; the paths it is about are added to {@code told}. */
  void apply(Inotify.Event event, Set<RawPath> told) {
    var directory = paths.get(event.watch());
    if (directory == null) {
      return;
    }
    if (event.is(Inotify.IGNORED)) {
      paths.remove(event.watch());
      watches.remove(directory, event.watch());
    } else if (!event.name().isEmpty()) {
      entry(directory.resolve(event.name()), event, told);
    }
  }

  private void entry(RawPath path, Inotify.Event event, Set<RawPath> told) {
    boolean directory = event.is(Inotify.DIRECTORY);
    if (!scope.has(path) && !(directory && scope.enters(path))) {
      return;
    }
    if (event.is(Inotify.DELETE | Inotify.MOVED_FROM)) {
      told.addAll(snapshot.forget(path));
      leave(path);
      return;
    }
    top.stat(path)
        .filter(stat -> !event.is(Inotify.CREATE) || isComplete(stat))
        .ifPresent(stat -> {
          found(path, stat, told);
          // Two writes may lie in one tick of the clock: only for attributes the stamp decides.
          if (!event.is(Inotify.ATTRIBUTES) && scope.has(path)) {
            told.add(path);
          }
        });
  }

  /** A new file is told when its writer closes it; what has no writer, at once. */
  private static boolean isComplete(FileStat stat) {
    return stat.kind() != FileKind.REGULAR || stat.links() > 1;
  }

  private void leave(RawPath path) {
    if (!watches.containsKey(path)) {
      return;
    }
    var gone =
        watches.keySet().stream().filter(watched -> Scope.isAtOrBelow(watched, path)).toList();
    for (var watched : gone) {
      Integer watch = watches.remove(watched);
      if (watch != null) {
        paths.remove(watch);
        inotify.forget(watch);
      }
    }
  }

  private static boolean isGone(LinuxException e) {
    return e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP);
  }

  @Override
  public void close() {
    inotify.close();
  }
}
