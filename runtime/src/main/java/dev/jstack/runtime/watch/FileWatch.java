package dev.jstack.runtime.watch;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.EventLoop;
import dev.jstack.runtime.linux.Inotify;
import dev.jstack.runtime.linux.RawPath;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells which of the user's files may have changed: written and closed, made, moved, removed, or
 * with another mode. Nothing is lost: what is in a new directory is told after the directory is
 * watched, and when the kernel's queue overflows everything is compared with what it was.
 */
public final class FileWatch implements AutoCloseable {
  /** Hears of changes, on the watch's own thread; it must return soon. */
  public interface Listener {
    /** These paths, below {@code /}, may have changed, come or gone. */
    void changed(Set<RawPath> paths);

    /** Some directory can't be watched. */
    void failed(JstackException failure);
  }

  private final Scope scope;
  private final Listener listener;
  private final Directory top = Directory.open(Path.of("/"));
  private final EventLoop loop;
  private WatchedTree tree;
  private EventLoop.Watch registration;
  private final Set<RawPath> changed = new HashSet<>();

  private FileWatch(Scope scope, Listener listener) {
    this.scope = scope;
    this.listener = listener;
    tree = WatchedTree.open(top, scope);
    loop = EventLoop.start("jstack-watch");
    registration = register();
  }

  /** Everything that happens after this returns is told. */
  public static FileWatch open(Scope scope, Listener listener) {
    return new FileWatch(scope, listener);
  }

  private EventLoop.Watch register() {
    return loop.watch(tree.inotify().fd(), EventLoop.READABLE, _ -> read());
  }

  private void read() {
    try {
      var events = tree.inotify().read();
      for (var event : events) {
        if (event.is(Inotify.OVERFLOW)) {
          rescan();
          break;
        }
        tree.apply(event, changed);
      }
    } catch (JstackException e) {
      listener.failed(e);
    }
    tell();
  }

  /** Events were lost: a new watch is made first, so that nothing falls between. */
  private void rescan() {
    var before = tree;
    registration.close();
    tree = WatchedTree.open(top, scope);
    registration = register();
    changed.addAll(before.snapshot().differences(tree.snapshot()));
    before.close();
  }

  private void tell() {
    if (!changed.isEmpty()) {
      var told = Set.copyOf(changed);
      changed.clear();
      listener.changed(told);
    }
  }

  /** Nothing is told after this. */
  @Override
  public void close() {
    loop.close();
    tree.close();
    top.close();
  }
}
