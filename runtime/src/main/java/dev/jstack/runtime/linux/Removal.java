package dev.jstack.runtime.linux;

/** Removes trees by descriptor, so that a link put in the way is removed and never followed. */
final class Removal {
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
    int flags = Fd.O_DIRECTORY | Fd.O_NOFOLLOW;
    try (var directory = AtCalls.open(parent, name, flags, 0, Resolve.NO_LINKS)) {
      empty(directory);
    }
    AtCalls.unlink(parent, name, true);
  }

  private static void empty(Fd directory) {
    for (DirectoryEntry entry : Listing.of(directory)) {
      remove(directory, entry.name());
    }
  }
}
