package dev.jstack.runtime.copy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.copy.FileTree.Place;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.FileSystemType;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import dev.jstack.runtime.linux.Xattrs;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads files of a tree, each by a descriptor that is known to be of it before anything is read:
 * nothing that was put in its place meanwhile is opened, and no device, pipe or socket ever is.
 */
final class TreeSource {
  private static final int DEEPEST = 512;
  private static final int READING = Fd.O_RDONLY | Fd.O_NONBLOCK | Fd.O_NOCTTY;

  private final FileTree tree;
  private final Sink sink;
  private final Map<FileId, RawPath> linked = new HashMap<>();

  private long bytes;

  private record FileId(long device, long inode) {}

  TreeSource(FileTree tree, Sink sink) {
    this.tree = tree;
    this.sink = sink;
  }

  /** Copies what is there, under the name {@code as}, and all below it; how many bytes it was. */
  long copy(Place place, RawPath as) throws IOException {
    var start = place.name().isEmpty() ? place.parent().stat().device() : 0;
    entry(new Found(place.parent(), place.name(), place.path(), as, start, 0));
    return bytes;
  }

  /**
   * What is next.
   *
   * @param at its path in the tree
   * @param as what it will be called
   * @param device of the file system that its directory is on; 0 if that doesn't matter
   */
  private record Found(
      Directory parent, RawPath name, RawPath at, RawPath as, long device, int depth) {
    Found below(Directory directory, RawPath child, long on) {
      return new Found(directory, child, at.resolve(child), as.resolve(child), on, depth + 1);
    }
  }

  private void entry(Found found) throws IOException {
    if (found.depth > DEEPEST) {
      throw new JstackException(
          "\"/" + found.at + "\" is more than " + DEEPEST + " directories deep");
    }
    int flags = Fd.O_PATH | (found.name.isEmpty() ? 0 : Fd.O_NOFOLLOW);
    try (var file = found.parent.open(found.name, flags, 0, Resolve.NO_LINKS)) {
      var stat = found.parent.stat(file);
      switch (stat.kind()) {
        case DIRECTORY -> directory(found, file);
        case REGULAR -> regular(found, file, stat);
        case SYMLINK -> simple(found, stat, found.parent.readLink(found.name));
        case SOCKET, UNKNOWN -> {}
        default -> simple(found, stat, RawPath.EMPTY);
      }
    }
  }

  private void simple(Found found, FileStat stat, RawPath target) throws IOException {
    sink.put(
        new Entry(found.as, stat, target, null, Collections.emptySortedMap()),
        InputStream.nullInputStream());
  }

  private void directory(Found found, Fd file) throws IOException {
    try (var directory = tree.mounted(found.at).orElseGet(() -> found.parent.again(file))) {
      var stat = directory.stat();
      simple(found, stat, RawPath.EMPTY);
      boolean crossed = found.device != 0 && found.device != stat.device();
      if (crossed && FileSystemType.isKernels(directory)) {
        return;
      }
      for (var child : names(directory)) {
        below(found.below(directory, child, stat.device()));
      }
    }
  }

  private static List<RawPath> names(Directory directory) {
    return directory.list().stream().map(DirectoryEntry::name).sorted().toList();
  }

  /** What went away, or became something else, after it was listed is left out. */
  private void below(Found found) throws IOException {
    try {
      entry(found);
    } catch (LinuxException e) {
      if (!e.is(Errno.ENOENT) && !e.is(Errno.ELOOP) && !e.is(Errno.EINVAL)) {
        throw e;
      }
    }
  }

  private void regular(Found found, Fd file, FileStat stat) throws IOException {
    if (stat.links() > 1) {
      var first = linked.putIfAbsent(new FileId(stat.device(), stat.inode()), found.as);
      if (first != null) {
        var entry = new Entry(found.as, stat, RawPath.EMPTY, first, Collections.emptySortedMap());
        sink.put(entry, InputStream.nullInputStream());
        return;
      }
    }
    bytes += stat.size();
    var xattrs = Xattrs.all(found.parent, found.name);
    try (var content = new FileInput(Fd.open("/proc/self/fd/" + file.number(), READING))) {
      sink.put(new Entry(found.as, stat, RawPath.EMPTY, null, xattrs), content);
    }
  }
}
