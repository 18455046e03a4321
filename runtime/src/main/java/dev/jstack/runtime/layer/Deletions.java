package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.OverlayAttributes;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;

/**
 * The whiteouts of one layer. They delete from the layers below only: an entry of the same layer
 * stays, whichever comes first in the archive. A device 0:0 in the layer is always one of these,
 * because an archive may not have such a device.
 */
final class Deletions {
  private Deletions() {}

  /** Makes what the marker {@code .wh.*} says. */
  static void apply(Directory parent, TarMember marker) {
    var name = marker.path().name();
    if (name.bytes().equals(Whiteout.OPAQUE)) {
      makeOpaque(parent, RawPath.EMPTY);
      return;
    }
    var deleted = Whiteout.deleted(name);
    var there = parent.stat(deleted);
    if (there.isEmpty()) {
      parent.makeNode(deleted, FileKind.CHARACTER_DEVICE, 0, 0);
    } else if (there.get().isDirectory()) {
      makeOpaque(parent, deleted);
    }
  }

  static void makeOpaque(Directory parent, RawPath name) {
    try {
      Xattrs.set(parent, name, OverlayAttributes.OPAQUE, Whiteout.YES);
    } catch (LinuxException e) {
      if (e.is(Errno.EOPNOTSUPP)) {
        throw new ArchiveException("the file system of the state directory has no attributes", e);
      }
      throw e;
    }
  }
}
