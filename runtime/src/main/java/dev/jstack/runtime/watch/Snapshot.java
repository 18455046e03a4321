package dev.jstack.runtime.watch;

import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** What files were like when they were last looked at, by path. */
final class Snapshot {
  /** Enough to see that a file is another one, or was written to. */
  private record Stamp(long inode, long size, long changedSeconds, int changedNanos) {
    static Stamp of(FileStat stat) {
      return stat.isDirectory()
          ? new Stamp(stat.inode(), 0, stat.permissions(), 0)
          : new Stamp(stat.inode(), stat.size(), stat.changedSeconds(), stat.changedNanos());
    }
  }

  private final NavigableMap<RawPath, Stamp> stamps = new TreeMap<>();

  /** Whether the path was unknown, or is not what it was. */
  boolean learn(RawPath path, FileStat stat) {
    var stamp = Stamp.of(stat);
    return !stamp.equals(stamps.put(path, stamp));
  }

  /** Drops a path and all below it; returns those that were known. */
  List<RawPath> forget(RawPath path) {
    var below = stamps.subMap(end(path, '/'), true, end(path, (char) ('/' + 1)), false);
    var gone = new ArrayList<>(below.keySet());
    below.clear();
    if (stamps.remove(path) != null) {
      gone.add(path);
    }
    return gone;
  }

  /** The paths that are in only one of both, or are different. */
  Set<RawPath> differences(Snapshot other) {
    var different = new HashSet<RawPath>();
    stamps.forEach((path, stamp) -> {
      if (!stamp.equals(other.stamps.get(path))) {
        different.add(path);
      }
    });
    other.stamps.keySet().stream()
        .filter(path -> !stamps.containsKey(path))
        .forEach(different::add);
    return different;
  }

  private static RawPath end(RawPath path, char last) {
    return new RawPath(path.bytes() + last);
  }
}
