package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Resolve;
import org.jspecify.annotations.Nullable;

/** The directory that entries are made in; kept open while entry after entry lies in it. */
final class Parents implements AutoCloseable {
  private final Directory root;
  private @Nullable Directory last;
  private RawPath lastPath = RawPath.EMPTY;

  Parents(Directory root) {
    this.root = root;
  }

  /** Opens the directory, making what is missing; valid until the next call. */
  Directory open(RawPath path) {
    if (path.isEmpty()) {
      return root;
    }
    if (last == null || !path.equals(lastPath)) {
      close();
      last = openOrMake(path);
      lastPath = path;
    }
    return last;
  }

  /** Opens a directory that must be there; the caller closes it. */
  Directory openOther(RawPath path) {
    return root.directory(path, Resolve.IN_ROOT);
  }

  private Directory openOrMake(RawPath path) {
    try {
      return root.directory(path, Resolve.IN_ROOT);
    } catch (LinuxException e) {
      if (!e.is(Errno.ENOENT)) {
        throw e;
      }
      return root.makeDirectories(path);
    }
  }

  @Override
  public void close() {
    if (last != null) {
      last.close();
      last = null;
    }
  }
}
