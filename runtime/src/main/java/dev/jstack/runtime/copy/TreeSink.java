package dev.jstack.runtime.copy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.layer.DirectoryTimes;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileCopy;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileOutput;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes files below a directory of a tree. A file is made under a new name and renamed, so nothing
 * that is there is ever opened for writing and nobody reads half of it. Modification times of
 * directories are set at the end.
 */
final class TreeSink implements Sink {
  private final Target target;
  private final Owner owner;
  private final DirectoryTimes times = new DirectoryTimes();

  /**
   * Where entries go.
   *
   * @param directory opens what entries below a path are made in; the caller closes it
   * @param leftOut hears of device nodes, which then are not made; null if they are
   */
  record Target(Function<RawPath, Directory> directory, @Nullable Consumer<RawPath> leftOut) {
    Directory open(RawPath path) {
      return directory.apply(path);
    }
  }

  TreeSink(Target target, Owner owner) {
    this.target = target;
    this.owner = owner;
  }

  @Override
  public void put(Entry entry, InputStream content) throws IOException {
    if (entry.path().isEmpty()) {
      return; // the directory that is copied to keeps its attributes
    }
    boolean device =
        entry.stat().kind() == FileKind.CHARACTER_DEVICE
            || entry.stat().kind() == FileKind.BLOCK_DEVICE;
    if (device && target.leftOut() != null) {
      target.leftOut().accept(entry.path());
      return;
    }
    try (var parent = target.open(entry.path().parent())) {
      make(parent, entry.path().name(), entry, content);
    } catch (LinuxException e) {
      throw explained(entry, e);
    }
  }

  private static JstackException explained(Entry entry, LinuxException e) {
    if (e.is(Errno.EBUSY)) {
      return mounted(entry);
    }
    if (e.is(Errno.EROFS)) {
      return new JstackException(
          "cannot copy to \"" + entry.path() + "\": it is on a read-only file system", e);
    }
    return e;
  }

  private void make(Directory parent, RawPath name, Entry entry, InputStream content)
      throws IOException {
    boolean there = checkReplaceable(parent, name, entry);
    switch (entry.stat().kind()) {
      case DIRECTORY -> directory(parent, name, entry, there);
      case REGULAR -> file(parent, name, entry, content, there);
      case SYMLINK -> {
        removeIf(there, parent, name);
        parent.makeLink(name, entry.target());
        parent.setOwner(name, owner.uid(entry.stat()), owner.gid(entry.stat()));
      }
      case SOCKET, UNKNOWN -> {}
      default -> {
        removeIf(there, parent, name);
        var stat = entry.stat();
        parent.makeNode(name, stat.kind(), stat.permissions(), stat.nodeDevice());
        parent.setOwner(name, owner.uid(stat), owner.gid(stat));
      }
    }
  }

  private static void removeIf(boolean there, Directory parent, RawPath name) {
    if (there) {
      parent.remove(name);
    }
  }

  /** Whether there is something; a directory never takes the place of anything else. */
  private static boolean checkReplaceable(Directory parent, RawPath name, Entry entry) {
    var there = parent.stat(name);
    if (there.isEmpty()) {
      return false;
    }
    boolean directory = entry.stat().isDirectory();
    if (there.get().isDirectory() != directory) {
      throw new JstackException(
          "cannot overwrite %s \"%s\" with a %s"
              .formatted(
                  directory ? "the non-directory" : "the directory",
                  entry.path(),
                  directory ? "directory" : "non-directory"));
    }
    if (!directory && parent.isMountPoint(name)) {
      throw mounted(entry);
    }
    return true;
  }

  private static JstackException mounted(Entry entry) {
    return new JstackException(
        "cannot replace \"" + entry.path() + "\": something is mounted there",
        "change the file that is mounted",
        null);
  }

  private void directory(Directory parent, RawPath name, Entry entry, boolean there)
      throws IOException {
    if (!there) {
      parent.makeDirectory(name, 0700);
    }
    var stat = entry.stat();
    try (var made = parent.directory(name)) {
      made.setOwner(RawPath.EMPTY, owner.uid(stat), owner.gid(stat));
      Attributes.setPermissions(made.fd(), owner.permissions(stat));
    }
    times.add(entry.path(), stat.modifiedSeconds(), stat.modifiedNanos());
  }

  private void file(Directory parent, RawPath name, Entry entry, InputStream content, boolean there)
      throws IOException {
    var first = entry.hardLink();
    if (first != null) {
      removeIf(there, parent, name);
      try (var other = target.open(first.parent())) {
        parent.makeHardLink(name, other, first.name());
      }
      return;
    }
    var fresh = RawPath.of(".jstack-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
    try {
      try (var made = parent.create(fresh, 0600)) {
        fill(made, entry, content);
        attributes(made, parent, fresh, entry);
      }
      parent.rename(fresh, parent, name);
    } catch (IOException | RuntimeException e) {
      parent.removeTree(fresh);
      throw e;
    }
  }

  private static void fill(Fd made, Entry entry, InputStream content) throws IOException {
    if (content instanceof FileInput file) {
      FileCopy.copy(file.fd(), made, entry.stat().size());
    } else {
      content.transferTo(new FileOutput(made));
    }
  }

  private void attributes(Fd made, Directory parent, RawPath name, Entry entry) {
    var stat = entry.stat();
    parent.giveTo(made, owner.uid(stat), owner.gid(stat));
    Attributes.setPermissions(made, owner.permissions(stat));
    entry
        .xattrs()
        .forEach((key, value) -> {
          if (owner.privileges()
              && (key.equals("security.capability") || key.startsWith("user."))) {
            attribute(parent, name, key, value);
          }
        });
    Attributes.setModified(made, stat.modifiedSeconds(), stat.modifiedNanos());
  }

  private static void attribute(Directory parent, RawPath name, String key, byte[] value) {
    try {
      Xattrs.set(parent, name, key, value);
    } catch (LinuxException e) {
      if (!e.is(Errno.EOPNOTSUPP) && !e.is(Errno.EPERM)) {
        throw e;
      }
    }
  }

  @Override
  public void finish() throws IOException {
    try (var base = target.open(RawPath.EMPTY)) {
      times.apply(base);
    }
  }
}
