package dev.jstack.runtime.container;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.image.Lower;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.Mounts;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.nio.file.Path;
import java.util.List;

/**
 * A container's root file system before any process is in it: an overlay mounted nowhere, entered
 * only through its descriptor, so that no link of the image leads outside and nothing is left after
 * a crash.
 */
final class RootTree implements AutoCloseable {
  private static final int MAX_LINKS = 40;

  private final Directory root;

  private RootTree(Directory root) {
    this.root = root;
  }

  /** Mounts the image's layers with {@code upper} and {@code work} of this directory over them. */
  static RootTree mount(List<Lower> lowers, Path directory) {
    var paths = lowers.stream().map(RootTree::path).toList();
    return new RootTree(
        Directory.of(
            Mounts.overlay(
                paths,
                directory.resolve("upper").toString(),
                directory.resolve("work").toString())));
  }

  private static String path(Lower lower) {
    return switch (lower) {
      case Lower.Directory(_, var alias) -> alias.toString();
      case Lower.Host(var base) -> "/proc/self/fd/" + base.tree().number();
    };
  }

  Fd tree() {
    return root.fd();
  }

  Directory directory() {
    return root;
  }

  /** Makes a mount point for a directory; what exists must be one. */
  void makeDirectory(String target) {
    try (var made = root.makeDirectories(RawPath.of(target.substring(1)))) {
      made.fd();
    } catch (LinuxException e) {
      if (e.is(Errno.ENOTDIR) || e.is(Errno.EEXIST)) {
        throw new JstackException(
            "cannot mount a directory on " + target + ": the image has a file there", e);
      }
      throw e;
    }
  }

  /** Makes a mount point for a file; links are followed inside the root, dangling ones too. */
  void makeFile(String target) {
    var path = RawPath.of(target.substring(1));
    for (int links = 0; links < MAX_LINKS; links++) {
      try (var file = root.open(path, Fd.O_PATH, 0, Resolve.IN_ROOT)) {
        if (Attributes.stat(file).isDirectory()) {
          throw new JstackException(
              "cannot mount a file on " + target + ": the image has a directory there");
        }
        return;
      } catch (LinuxException e) {
        if (!e.is(Errno.ENOENT)) {
          throw e;
        }
      }
      try (var parent = root.makeDirectories(path.parent())) {
        var existing = parent.stat(path.name());
        if (existing.isEmpty()) {
          parent.create(path.name(), 0644).close();
          return;
        }
        path = linked(path, parent.readLink(path.name()));
      }
    }
    throw new LinuxException("open " + target, Errno.ELOOP);
  }

  /** Where a link leads, as a path from the root. */
  private static RawPath linked(RawPath link, RawPath content) {
    var text = content.bytes();
    var joined = ProcessPlan.join("/" + link.parent().bytes(), text);
    return new RawPath(joined.substring(1));
  }

  @Override
  public void close() {
    root.close();
  }
}
