package dev.jstack.runtime.linux;

/** Removes trees by descriptor, so that a link put in the way is removed and never followed. */
final class Removal {
  private static final int ATTEMPTS = 10;

  private Removal() {}

  static void remove(Fd parent, RawPath name) {
    try {
      AtCalls.unlink(parent, name, false);
      return;
    } catch (LinuxException e) {
      if (e.is(Errno.ENOENT)) {
        return;
      }
      if (!e.is(Errno.EISDIR) && !e.is(Errno.EPERM)) {
        throw e;
      }
    }
    removeDirectory(parent, name);
  }

  /** A writer on its way out may leave one more file behind our back: then once again. */
  private static void removeDirectory(Fd parent, RawPath name) {
    int flags = Fd.O_DIRECTORY | Fd.O_NOFOLLOW;
    for (int attempt = 1; ; attempt++) {
      try (var directory = AtCalls.open(parent, name, flags, 0, Resolve.NO_LINKS)) {
        empty(directory);
      }
      try {
        AtCalls.unlink(parent, name, true);
        return;
      } catch (LinuxException e) {
        if (!e.is(Errno.ENOTEMPTY) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** A batch at a time: there may be millions. */
  private static void empty(Fd directory) {
    var batch = Listing.first(directory);
    while (!batch.isEmpty()) {
      for (DirectoryEntry entry : batch) {
        remove(directory, entry.name());
      }
      batch = Listing.first(directory);
    }
  }
}
