package dev.jstack.engine.watch;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The user's files as they are: which there are, and whether they are what they were. */
final class HostFiles implements AutoCloseable {
  private static final String NONE = "";

  private final Directory top = Directory.open(Path.of("/"));
  private final Map<RawPath, String> known = new HashMap<>();

  /** All paths that count at and below a root. */
  SortedSet<RawPath> list(RawPath root, PathFilter filter) {
    var found = new TreeSet<RawPath>();
    top.stat(root).ifPresent(stat -> add(root, stat, filter, found));
    return found;
  }

  private void add(RawPath path, FileStat stat, PathFilter filter, Collection<RawPath> found) {
    if (filter.accepts(path)) {
      found.add(path);
    }
    if (!stat.isDirectory() || !filter.enters(path)) {
      return;
    }
    try (var directory = top.directory(path)) {
      for (var entry : directory.list()) {
        directory
            .stat(entry.name())
            .ifPresent(below -> add(path.resolve(entry.name()), below, filter, found));
      }
    } catch (LinuxException e) {
      // Removed, or closed to us: nothing to list.
    }
  }

  /** Remembers what these files hold now. */
  void learn(Collection<RawPath> paths) {
    paths.forEach(path -> known.put(path, content(path)));
  }

  /** Whether any of them holds something else than when it was last looked at. */
  boolean differ(Collection<RawPath> paths) {
    boolean different = false;
    for (RawPath path : paths) {
      String now = content(path);
      different |= !now.equals(known.put(path, now));
    }
    return different;
  }

  private String content(RawPath path) {
    try (Fd file =
        top.open(
            path, Fd.O_RDONLY | Fd.O_NONBLOCK | Fd.O_NOFOLLOW | Fd.O_NOCTTY, 0, Resolve.NO_LINKS)) {
      FileStat stat = Attributes.stat(file);
      if (!stat.isRegular()) {
        return stat.kind().toString();
      }
      return Digest.of(new FileInput(file).readAllBytes()) + " " + stat.permissions();
    } catch (LinuxException | IOException e) {
      return NONE;
    }
  }

  @Override
  public void close() {
    top.close();
  }
}
