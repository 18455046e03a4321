package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.util.HashSet;
import java.util.Set;

/**
 * The whiteouts of one layer. They delete from the layers below only: an entry of the same layer
 * stays, whichever comes first in the archive.
 */
final class Deletions {
  private final Set<RawPath> whiteouts = new HashSet<>();

  /** Makes what the marker {@code .wh.*} says. */
  void apply(Directory parent, TarMember marker) {
    var name = marker.path().name();
    if (name.bytes().equals(Whiteout.OPAQUE)) {
      makeOpaque(parent, RawPath.EMPTY);
      return;
    }
    var deleted = Whiteout.deleted(name);
    var there = parent.stat(deleted);
    if (there.isEmpty()) {
      parent.makeNode(deleted, FileKind.CHARACTER_DEVICE, 0, 0);
      whiteouts.add(marker.path().parent().resolve(deleted));
    } else if (there.get().isDirectory()) {
      makeOpaque(parent, deleted);
    }
  }

  /** Takes away a whiteout in the place of a new entry; says whether there was one. */
  boolean replace(Directory parent, RawPath path) {
    if (whiteouts.isEmpty() || !whiteouts.remove(path)) {
      return false;
    }
    parent.remove(path.name());
    return true;
  }

  static void makeOpaque(Directory parent, RawPath name) {
    try {
      Xattrs.set(parent, name, Whiteout.OPAQUE_XATTR, Whiteout.YES);
    } catch (LinuxException e) {
      if (e.is(Errno.EOPNOTSUPP)) {
        throw new ArchiveException("the file system of the state directory has no attributes", e);
      }
      throw e;
    }
  }
}
