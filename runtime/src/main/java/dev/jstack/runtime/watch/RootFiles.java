package dev.jstack.runtime.watch;

import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileCopy;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Single files, by a directory that is open and a name in it; links are never followed. */
final class RootFiles {
  /** Nothing that waits, and no terminal to become ours. */
  private static final int READING = Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK | Fd.O_NOCTTY;

  private static final int BUFFER = 1 << 17;

  private RootFiles() {}

  /** A regular file, open for reading; null if it is none any more. */
  static @Nullable Fd open(Directory directory, RawPath path) {
    Fd file;
    try {
      file = directory.open(path, READING, 0, Resolve.NO_LINKS);
    } catch (LinuxException e) {
      if (e.is(Errno.ENOENT) || e.is(Errno.ENOTDIR) || e.is(Errno.ELOOP) || e.is(Errno.ENXIO)) {
        return null;
      }
      throw e;
    }
    if (stat(file).isRegular()) {
      return file;
    }
    file.close();
    return null;
  }

  static FileStat stat(Fd file) {
    return Attributes.stat(file);
  }

  static void setPermissions(Directory directory, int permissions) {
    Attributes.setPermissions(directory.fd(), permissions);
  }

  /** Whether the name is a regular file of these bytes and this mode. */
  static boolean isSame(Directory directory, RawPath name, Fd content, FileStat stat) {
    var there = directory.stat(name).filter(FileStat::isRegular);
    if (there.isEmpty()
        || there.get().size() != stat.size()
        || there.get().permissions() != stat.permissions()) {
      return false;
    }
    try (var file = open(directory, name)) {
      return file != null && haveSameBytes(file, content);
    }
  }

  private static boolean haveSameBytes(Fd one, Fd other) {
    // The other is written from its beginning afterwards: read it by a descriptor of its own.
    try (var again = Fd.open("/proc/self/fd/" + other.number(), Fd.O_RDONLY)) {
      var left = new FileInput(one);
      var right = new FileInput(again);
      byte[] a = new byte[BUFFER];
      byte[] b = new byte[BUFFER];
      while (true) {
        int got = fill(left, a);
        int expected = fill(right, b);
        if (got != expected || !Arrays.equals(a, 0, got, b, 0, got)) {
          return false;
        }
        if (got < BUFFER) {
          return true;
        }
      }
    }
  }

  private static int fill(FileInput input, byte[] buffer) {
    int done = 0;
    while (done < buffer.length) {
      int count = input.read(buffer, done, buffer.length - done);
      if (count <= 0) {
        break;
      }
      done += count;
    }
    return done;
  }

  /** Gives a new file of {@code parent} the bytes, the mode and the time of another one. */
  static void fill(Directory parent, Fd made, Fd content, FileStat stat, int uid, int gid) {
    FileCopy.copy(content, made, stat.size());
    parent.giveTo(made, uid, gid);
    Attributes.setPermissions(made, stat.permissions());
    Attributes.setModified(made, stat.modifiedSeconds(), stat.modifiedNanos());
  }

  static boolean isLink(Directory directory, RawPath name, RawPath to) {
    var there = directory.stat(name).filter(stat -> stat.kind() == FileKind.SYMLINK);
    return there.isPresent() && directory.readLink(name).equals(to);
  }

  /** Removes what is there, but not what is mounted in it; false if there is nothing. */
  static boolean remove(Directory directory, RawPath name) {
    var there = directory.stat(name);
    if (there.isEmpty()) {
      return false;
    }
    if (!there.get().isDirectory()) {
      directory.remove(name);
      return true;
    }
    try (var inside = directory.directory(name)) {
      if (inside.stat().device() != directory.stat().device()) {
        return false;
      }
      inside.list().forEach(entry -> remove(inside, entry.name()));
    }
    removeEmpty(directory, name);
    return true;
  }

  /** Likewise, but of a directory nothing that is in it. */
  static boolean removeEmpty(Directory directory, RawPath name) {
    var there = directory.stat(name);
    if (there.isEmpty()) {
      return false;
    }
    try {
      if (there.get().isDirectory()) {
        directory.removeDirectory(name);
      } else {
        directory.remove(name);
      }
      return true;
    } catch (LinuxException e) {
      // Something is mounted in it, or was made in it just now.
      if (e.is(Errno.ENOTEMPTY) || e.is(Errno.EBUSY)) {
        return false;
      }
      throw e;
    }
  }
}
