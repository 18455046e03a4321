package dev.jstack.runtime.linux;

import java.util.HashSet;
import java.util.Set;

/** The bytes of the regular files below a directory, those with several names once. */
public final class TreeSize {
  private final Set<Long> seen = new HashSet<>();
  private long bytes;

  private TreeSize() {}

  /** Files that go away meanwhile don't count. */
  public static long of(Directory directory) {
    var size = new TreeSize();
    size.add(directory);
    return size.bytes;
  }

  private void add(Directory directory) {
    for (DirectoryEntry entry : directory.list()) {
      try {
        directory.stat(entry.name()).ifPresent(stat -> add(directory, entry.name(), stat));
      } catch (LinuxException e) {
        if (!e.is(Errno.ENOENT)) {
          throw e;
        }
      }
    }
  }

  private void add(Directory parent, RawPath name, FileStat stat) {
    if (stat.isDirectory()) {
      try (var directory = parent.directory(name)) {
        add(directory);
      }
    } else if (stat.isRegular() && (stat.links() == 1 || seen.add(stat.inode()))) {
      bytes += stat.size();
    }
  }
}
