package dev.jstack.runtime.build.file;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.build.source.FileAttributes;
import dev.jstack.runtime.build.source.GoPath;
import dev.jstack.runtime.build.source.TreeWalk;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Puts what a walk visits below one directory of a stage. Closed when the walk is over. */
public final class FileCopier implements TreeWalk.Visitor, AutoCloseable {
  private final Place target;
  private final String shown;
  private final RawPath prefix;
  private final CopyStyle style;
  private final FileMaker maker;
  private final RegularFiles files;
  private final Map<Inode, RawPath> linked = new HashMap<>();
  private final Deque<Entered> entered = new ArrayDeque<>();
  private boolean replacing;

  /** Tells hard links apart. */
  private record Inode(long device, long number) {}

  /** A directory below the target, open; {@code path} is from there. */
  private record Entered(RawPath path, Place place) {}

  /**
   * @param target open; everything lands below it
   * @param shown its path, for messages
   * @param prefix what a visited path is put below; for a file that is a source, its new name
   */
  public FileCopier(
      Place target,
      String shown,
      RawPath prefix,
      CopyStyle style,
      FileMaker maker,
      RegularFiles files) {
    this.target = target;
    this.shown = shown;
    this.prefix = prefix;
    this.style = style;
    this.maker = maker;
    this.files = files;
    // What an earlier source has put there must be seen.
    maker.drain();
  }

  /** What is of another kind makes way, as for an archive; else it is an error. */
  public FileCopier replacing() {
    replacing = true;
    return this;
  }

  @Override
  public void visit(Directory directory, RawPath name, RawPath path, FileStat stat) {
    var place = prefix.resolve(path);
    try {
      var parent = parent(place.parent());
      if (stat.isDirectory()) {
        directory(directory, name, parent, place, stat);
      } else {
        put(directory, name, parent, place.name(), stat);
      }
    } catch (LinuxException e) {
      throw new JstackException("cannot copy to " + shown(place) + ": " + e.getMessage(), e);
    }
  }

  private String shown(RawPath place) {
    return GoPath.join(shown, place.toString());
  }

  /** The walk goes depth first, so what isn't on the way to this directory is finished. */
  private Place parent(RawPath path) {
    while (!entered.isEmpty() && !leadsTo(entered.getLast().path, path)) {
      entered.removeLast().place.close();
    }
    var at = entered.isEmpty() ? RawPath.EMPTY : entered.getLast().path;
    var place = entered.isEmpty() ? target : entered.getLast().place;
    var rest = path.components().subList(at.components().size(), path.components().size());
    for (var component : rest) {
      at = at.resolve(new RawPath(component));
      place = place.enter(at.name());
      entered.addLast(new Entered(at, place));
    }
    return place;
  }

  private static boolean leadsTo(RawPath directory, RawPath path) {
    return path.equals(directory) || path.bytes().startsWith(directory.bytes() + "/");
  }

  private void directory(Directory from, RawPath name, Place parent, RawPath path, FileStat stat) {
    var existing = parent.stat(path.name());
    boolean inTheWay = existing.filter(there -> !there.isDirectory()).isPresent();
    if (inTheWay && replacing) {
      var _ = parent.cleared(path.name());
    }
    if (existing.isEmpty() || (inTheWay && replacing)) {
      var made = parent.make(path.name(), style.owner(stat), style.mode(stat));
      entered.addLast(new Entered(path, made));
      made.set(FileAttributes.of(from, name));
      return;
    }
    if (inTheWay) {
      throw new JstackException("cannot copy to non-directory: " + shown(path));
    }
    var there = parent.enter(path.name());
    entered.addLast(new Entered(path, there));
    there.change(style.owner(stat), style.mode(stat));
  }

  private void put(Directory from, RawPath name, Place parent, RawPath as, FileStat stat) {
    if (stat.kind() == FileKind.SOCKET || stat.kind() == FileKind.UNKNOWN) {
      return;
    }
    if (!replacing && parent.stat(as).filter(FileStat::isDirectory).isPresent()) {
      throw new JstackException("cannot overwrite directory " + shown(as) + " with a file");
    }
    var upper = parent.cleared(as);
    var path = parent.path().resolve(as);
    if (!style.foreign() && stat.links() > 1 && linkedBefore(upper, as, path, stat)) {
      return;
    }
    if (stat.isRegular()) {
      files.put(from, name, parent, as, stat, style);
    } else {
      node(from, name, upper, path, stat);
    }
  }

  private boolean linkedBefore(Directory upper, RawPath as, RawPath path, FileStat stat) {
    var first = linked.putIfAbsent(new Inode(stat.device(), stat.inode()), path);
    if (first == null) {
      return false;
    }
    var root = maker.root();
    maker.add(() -> upper.makeHardLink(as, root, first));
    maker.record(tar -> tar.hardLink(path, style.made(stat), first));
    return true;
  }

  private void node(Directory from, RawPath name, Directory upper, RawPath path, FileStat stat) {
    boolean link = stat.kind() == FileKind.SYMLINK;
    var as = path.name();
    var target = link ? from.readLink(name) : RawPath.EMPTY;
    var made = link ? style.made(stat).withPermissions(0777) : style.made(stat);
    if (link) {
      upper.makeLink(as, target);
    } else {
      upper.makeNode(as, stat.kind(), made.permissions(), stat.nodeDevice());
    }
    upper.setOwner(as, made.uid(), made.gid());
    if (!link) {
      upper.setPermissions(as, made.permissions());
    }
    var attributes = FileAttributes.of(from, name);
    attributes.forEach((key, value) -> Xattrs.set(upper, as, key, value));
    upper.setModified(as, made.modifiedSeconds(), made.modifiedNanos());
    maker.record(tar -> tar.entry(path, made, target, attributes));
  }

  @Override
  public void close() {
    while (!entered.isEmpty()) {
      entered.removeLast().place.close();
    }
  }
}
