package dev.jstack.runtime.build.source;

import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.util.Optional;

/**
 * A tree that COPY, ADD and bind mounts read from: a context, a stage or an image. Closing it
 * closes its root.
 *
 * @param rules what of it doesn't count
 * @param foreign from outside of images: owners become root's, attributes are left behind
 * @param stable nobody can change it while it is read
 */
public record SourceTree(Directory root, IgnoreRules rules, boolean foreign, boolean stable)
    implements AutoCloseable {

  /** What a path stands for, links followed inside the tree; empty when there is nothing. */
  public Optional<FileStat> find(String path) {
    int flags = Fd.O_PATH;
    try (var file = root.open(RawPath.of(path), flags, 0, Resolve.IN_ROOT)) {
      return Optional.of(Attributes.stat(file));
    } catch (LinuxException e) {
      if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A directory of it, links followed inside the tree. */
  Directory directory(String path) {
    return root.directory(RawPath.of(path), Resolve.IN_ROOT);
  }

  @Override
  public void close() {
    root.close();
  }
}
