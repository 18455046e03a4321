package dev.jstack.runtime.image;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
import dev.jstack.runtime.linux.Errno;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.LinuxException;
import dev.jstack.runtime.linux.RawPath;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hashes what tells whether this machine's programs have changed: the package manager's record, and
 * inode, time of change and size of everything below /usr/local, /opt and /etc. The trees right
 * below these are walked at the same time.
 */
final class HostKey {
  private static final List<String> PLACES =
      List.of(
          "var/lib/dpkg/status",
          "var/lib/rpm",
          "usr/lib/sysimage/rpm",
          "lib/apk/db",
          "usr/lib/apk/db",
          "var/lib/pacman/local",
          "usr/local",
          "opt",
          "etc");
  private static final int STAT_BYTES = 5 * Long.BYTES;

  private final MessageDigest sha256 = Digest.sha256();
  private final Set<RawPath> skipped;
  private final long device;

  private HostKey(long device, Set<RawPath> skipped) {
    this.device = device;
    this.skipped = skipped;
  }

  static Digest current(List<Path> own) {
    Set<RawPath> skipped =
        own.stream()
            .map(path -> RawPath.of(path.toAbsolutePath().toString()).clean())
            .collect(Collectors.toSet());
    try (var root = Directory.open(Path.of("/"))) {
      long device = root.stat().device();
      var trees = PLACES.stream().flatMap(place -> trees(root, RawPath.of(place))).toList();
      var digests =
          trees.parallelStream()
              .map(tree -> new HostKey(device, skipped).of(root, tree))
              .map(Digest::toString)
              .collect(Collectors.joining());
      return Digest.of(RawPath.of(digests).toBytes());
    }
  }

  /** What is directly in the place, or the place itself if it is a file. */
  private static Stream<RawPath> trees(Directory root, RawPath place) {
    if (root.stat(place).filter(FileStat::isDirectory).isEmpty()) {
      return Stream.of(place);
    }
    try (var directory = root.directory(place)) {
      var names = directory.list().stream().map(DirectoryEntry::name).sorted().toList();
      return names.stream().map(place::resolve);
    }
  }

  private Digest of(Directory root, RawPath tree) {
    root.stat(tree).ifPresent(stat -> add(root, tree, tree, stat));
    return Digest.of(sha256);
  }

  /** Other file systems are not in the host's tree, and jstack's own directories are hidden. */
  private void add(Directory parent, RawPath name, RawPath path, FileStat stat) {
    if (stat.device() != device || skipped.contains(path)) {
      return;
    }
    sha256.update(path.toBytes());
    var numbers = ByteBuffer.allocate(STAT_BYTES);
    numbers.putLong(stat.kind().format() | stat.permissions()).putLong(stat.inode());
    numbers.putLong(stat.changedSeconds()).putLong(stat.changedNanos()).putLong(stat.size());
    sha256.update(numbers.flip());
    if (stat.isDirectory()) {
      addChildren(parent, name, path);
    }
  }

  /** A directory that goes away meanwhile changes the key by its parent's time already. */
  private void addChildren(Directory parent, RawPath name, RawPath path) {
    try (var directory = parent.directory(name)) {
      var entries = directory.list().stream().sorted(Comparator.comparing(DirectoryEntry::name));
      for (DirectoryEntry entry : entries.toList()) {
        var child = entry.name();
        directory.stat(child).ifPresent(stat -> add(directory, child, path.resolve(child), stat));
      }
    } catch (LinuxException e) {
      if (!e.is(Errno.ENOENT) && !e.is(Errno.EACCES)) {
        throw e;
      }
    }
  }
}
