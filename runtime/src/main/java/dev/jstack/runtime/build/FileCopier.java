package dev.jstack.runtime.build;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileCopy;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts what a walk visits below one directory of a stage. */
final class FileCopier implements TreeWalk.Visitor {
  /**
   * Whose and which mode.
   *
   * @param owner null keeps the source's
   * @param mode null keeps the source's
   * @param foreign see {@link SourceTree#foreign}
   */
  record Style(@Nullable Ownership owner, @Nullable ModeChange mode, boolean foreign) {
    Ownership owner(FileStat stat) {
      if (owner != null) {
        return owner;
      }
      return foreign ? Ownership.ROOT : new Ownership(stat.uid(), stat.gid());
    }

    int mode(FileStat stat) {
      return mode == null ? stat.permissions() : mode.apply(stat.permissions(), stat.isDirectory());
    }

    /** Of directories that must be there for others to lie in. */
    Ownership parents() {
      return owner == null ? Ownership.ROOT : owner;
    }
  }

  private final Directory target;
  private final String shown;
  private final RawPath prefix;
  private final Style style;
  private final Map<Inode, RawPath> linked = new HashMap<>();

  /** Tells hard links apart. */
  private record Inode(long device, long number) {}

  /**
   * @param target open; everything lands below it
   * @param shown its path, for messages
   * @param prefix what a visited path is put below; for a file that is a source, its new name
   */
  FileCopier(Directory target, String shown, RawPath prefix, Style style) {
    this.target = target;
    this.shown = shown;
    this.prefix = prefix;
    this.style = style;
  }

  @Override
  public void visit(Directory directory, RawPath name, RawPath path, FileStat stat) {
    var place = prefix.resolve(path);
    try (var parent = target.directory(place.parent())) {
      if (!style.foreign && stat.isRegular() && stat.links() > 1) {
        var inode = new Inode(stat.device(), stat.inode());
        var first = linked.putIfAbsent(inode, place);
        if (first != null && parent.stat(place.name()).isEmpty()) {
          parent.makeHardLink(place.name(), target, first);
          return;
        }
      }
      put(directory, name, parent, place.name(), stat);
    } catch (LinuxException e) {
      throw new JstackException(
          "cannot copy to " + GoPath.join(shown, place.toString()) + ": " + e.getMessage(), e);
    }
  }

  private void put(Directory from, RawPath name, Directory parent, RawPath as, FileStat stat) {
    var existing = parent.stat(as);
    if (stat.isDirectory()) {
      directory(parent, as, existing, stat);
      return;
    }
    if (existing.isPresent()) {
      refuseDirectory(existing.get(), as);
      parent.remove(as);
    }
    switch (stat.kind()) {
      case REGULAR -> file(from, name, parent, as, stat);
      case SYMLINK -> parent.makeLink(as, from.readLink(name));
      case FIFO, CHARACTER_DEVICE, BLOCK_DEVICE ->
          parent.makeNode(as, stat.kind(), style.mode(stat), stat.nodeDevice());
      case SOCKET, DIRECTORY, UNKNOWN -> {
        return;
      }
    }
    if (stat.kind() != FileKind.REGULAR) {
      var owner = style.owner(stat);
      parent.setOwner(as, owner.uid(), owner.gid());
    }
    if (!style.foreign) {
      parent.setModified(as, stat.modifiedSeconds(), stat.modifiedNanos());
    }
  }

  private void refuseDirectory(FileStat existing, RawPath as) {
    if (existing.isDirectory()) {
      throw new JstackException(
          "cannot overwrite directory " + GoPath.join(shown, as.toString()) + " with a file");
    }
  }

  private void directory(Directory parent, RawPath as, Optional<FileStat> existing, FileStat stat) {
    if (existing.isEmpty()) {
      parent.makeDirectory(as, style.mode(stat));
    } else if (!existing.get().isDirectory()) {
      throw new JstackException(
          "cannot copy to non-directory: " + GoPath.join(shown, as.toString()));
    }
    var owner = style.owner(stat);
    parent.setOwner(as, owner.uid(), owner.gid());
    parent.setPermissions(as, style.mode(stat));
  }

  private void file(Directory from, RawPath name, Directory parent, RawPath as, FileStat stat) {
    var owner = style.owner(stat);
    try (var source = from.open(name);
        var copy = parent.create(as, 0600)) {
      copy(source, copy, stat);
      Attributes.setOwner(copy, owner.uid(), owner.gid());
      Attributes.setPermissions(copy, style.mode(stat));
    }
    if (!style.foreign) {
      Xattrs.all(from, name).forEach((key, value) -> Xattrs.set(parent, as, key, value));
    }
  }

  private static void copy(Fd source, Fd copy, FileStat stat) {
    FileCopy.copy(source, copy, stat.size());
  }
}
