package dev.jstack.runtime.build.file;

import dev.jstack.runtime.build.source.TreeWalk;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileCopy;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Writes a result's files into a directory of the caller's, root's and with their modes and times.
 * Everything goes through descriptors: a link that lies there is replaced and never followed.
 */
public final class TreeExport implements TreeWalk.Visitor {
  private record Dated(RawPath path, FileStat stat) {}

  private final Directory target;
  private final Deque<Dated> directories = new ArrayDeque<>();

  public TreeExport(Directory target) {
    this.target = target;
  }

  @Override
  public void visit(Directory from, RawPath name, RawPath path, FileStat stat) {
    var as = path.name();
    try (var parent = target.directory(path.parent())) {
      var existing = cleared(parent, as, stat);
      switch (stat.kind()) {
        case DIRECTORY -> {
          if (existing.isEmpty()) {
            parent.makeDirectory(as, stat.permissions());
          }
          directories.push(new Dated(path, stat));
        }
        case REGULAR -> file(from, name, parent, as, stat);
        case SYMLINK -> parent.makeLink(as, from.readLink(name));
        case FIFO, CHARACTER_DEVICE, BLOCK_DEVICE ->
            parent.makeNode(as, stat.kind(), stat.permissions(), stat.nodeDevice());
        case SOCKET, UNKNOWN -> {
          return;
        }
      }
      if (stat.kind() != FileKind.SYMLINK) {
        parent.setPermissions(as, stat.permissions());
      }
      parent.setModified(as, stat.modifiedSeconds(), stat.modifiedNanos());
    }
  }

  private static Optional<FileStat> cleared(Directory parent, RawPath as, FileStat stat) {
    var existing = parent.stat(as);
    if (existing.isEmpty() || (existing.get().isDirectory() && stat.isDirectory())) {
      return existing;
    }
    parent.removeTree(as);
    return Optional.empty();
  }

  private static void file(
      Directory from, RawPath name, Directory parent, RawPath as, FileStat stat) {
    try (var source = from.open(name);
        var copy = parent.create(as, 0600)) {
      FileCopy.copy(source, copy, stat.size());
      Attributes.setOwner(copy, 0, 0);
    }
  }

  /** Times of directories, last, as every file in them changes these. */
  public void finish() {
    while (!directories.isEmpty()) {
      var next = directories.pop();
      target.setModified(next.path, next.stat.modifiedSeconds(), next.stat.modifiedNanos());
    }
  }
}
