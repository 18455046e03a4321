package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.OverlayAttributes;
import dev.jstack.runtime.linux.OwnUser;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What an overlay's upper directory changes in what lies below it. */
public final class LayerChanges {
  /** Made before a container's program starts, so that something can be mounted there. */
  private static final Set<String> PLACES =
      Set.of(
          "dev",
          "proc",
          "sys",
          "dev/pts",
          "dev/shm",
          "dev/mqueue",
          "dev/console",
          ".dockerenv",
          "etc/hosts",
          "etc/hostname",
          "etc/resolv.conf",
          "etc/mtab");

  private final List<Change> changes = new ArrayList<>();

  /** What happened to a path, without its leading slash. */
  public record Change(Kind kind, RawPath path) {
    /** As docker's {@code diff} marks it. */
    @Override
    public String toString() {
      return kind.letter + " /" + path;
    }
  }

  /** What can happen to a path. */
  public enum Kind {
    MODIFIED('C'),
    ADDED('A'),
    DELETED('D');

    private final char letter;

    Kind(char letter) {
      this.letter = letter;
    }
  }

  private LayerChanges() {}

  /** By path, each directory before what is in it. */
  public static List<Change> of(Directory upper, Directory lower) {
    var all = new LayerChanges();
    all.compare(upper, Optional.of(lower), RawPath.EMPTY);
    return all.changes;
  }

  /** Whether there is anything that counts, or nothing at all. */
  private boolean compare(Directory upper, Optional<Directory> lower, RawPath path) {
    var entries = new TreeMap<RawPath, FileStat>();
    for (DirectoryEntry entry : upper.list()) {
      upper.stat(entry.name()).ifPresent(stat -> entries.put(entry.name(), stat));
    }
    boolean counts = entries.isEmpty();
    for (Map.Entry<RawPath, FileStat> entry : entries.entrySet()) {
      counts |= entry(upper, lower, path, entry.getKey(), entry.getValue());
    }
    return lower
            .filter(any -> isOpaque(upper))
            .map(any -> hidden(any, entries.keySet(), path))
            .orElse(false)
        || counts;
  }

  private boolean entry(
      Directory upper, Optional<Directory> lower, RawPath parent, RawPath name, FileStat stat) {
    var path = parent.resolve(name);
    var below = lower.flatMap(directory -> directory.stat(name));
    if (stat.isWhiteout()) {
      return below.isPresent() && changes.add(new Change(Kind.DELETED, path));
    }
    boolean place = below.isEmpty() && PLACES.contains(path.bytes());
    if (place && !stat.isDirectory() && stat.size() == 0) {
      return false;
    }
    int at = changes.size();
    changes.add(new Change(below.isPresent() ? Kind.MODIFIED : Kind.ADDED, path));
    if (!stat.isDirectory()) {
      return true;
    }
    boolean counts = inside(upper, lower.filter(any -> isDirectory(below)), name, path);
    boolean needed = parent.isEmpty() && changes.size() == at + 1 && isMade(stat, below);
    if (!counts || needed || (place && changes.size() == at + 1)) {
      changes.remove(at);
      return false;
    }
    return true;
  }

  /** Without root the overlays on the host's directories have theirs in the upper one. */
  private static boolean isMade(FileStat stat, Optional<FileStat> below) {
    return OwnUser.isConfined()
        && below
            .filter(one ->
                one.isDirectory()
                    && one.permissions() == stat.permissions()
                    && one.uid() == stat.uid()
                    && one.gid() == stat.gid())
            .isPresent();
  }

  private static boolean isDirectory(Optional<FileStat> stat) {
    return stat.filter(FileStat::isDirectory).isPresent();
  }

  private boolean inside(Directory upper, Optional<Directory> lower, RawPath name, RawPath path) {
    try (var directory = upper.directory(name)) {
      if (lower.isEmpty()) {
        return compare(directory, Optional.empty(), path);
      }
      try (var same = lower.get().directory(name)) {
        return compare(directory, Optional.of(same), path);
      }
    }
  }

  /** Of an opaque directory nothing shows that it doesn't have itself. */
  private boolean hidden(Directory lower, Set<RawPath> kept, RawPath path) {
    var gone =
        lower.list().stream()
            .map(DirectoryEntry::name)
            .filter(name -> !kept.contains(name))
            .sorted()
            .toList();
    gone.forEach(name -> changes.add(new Change(Kind.DELETED, path.resolve(name))));
    return !gone.isEmpty();
  }

  private static boolean isOpaque(Directory directory) {
    return Xattrs.all(directory, RawPath.EMPTY).containsKey(OverlayAttributes.OPAQUE);
  }
}
