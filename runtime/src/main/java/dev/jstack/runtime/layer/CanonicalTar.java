package dev.jstack.runtime.layer;

import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.DirectoryEntry;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.OverlayAttributes;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes an overlay's upper or lower directory as a layer's tar. The same files give the same
 * bytes: each directory before its entries, these in the order of their names' bytes, the first
 * name of a hard-linked file with the contents, headers as {@link TarHeader} has them. The root
 * directory itself, sockets and overlayfs's own attributes are left out.
 */
public final class CanonicalTar {
  private static final int BUFFER = 1 << 18;

  private static final FileStat MARKER =
      new FileStat(FileKind.REGULAR, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);

  private final OutputStream out;
  private final TarHeader header;
  private final long latest;
  private final Map<FileId, RawPath> linked = new HashMap<>();
  private final byte[] buffer = new byte[BUFFER];
  private long bytes;

  private CanonicalTar(OutputStream out, long latest) {
    this.out = out;
    this.header = new TarHeader(out);
    this.latest = latest;
  }

  /** Returns the bytes of the regular files. */
  public static long write(Directory root, OutputStream out) throws IOException {
    return write(root, out, Long.MAX_VALUE);
  }

  /**
   * Likewise; modification times later than {@code latest}, in seconds since 1970, become that, in
   * the archive and in the directory itself.
   */
  public static long write(Directory root, OutputStream out, long latest) throws IOException {
    var tar = new CanonicalTar(out, latest);
    tar.entries(root, RawPath.EMPTY);
    tar.header.end();
    return tar.bytes;
  }

  private void entries(Directory directory, RawPath path) throws IOException {
    if (isOpaque(directory)) {
      marker(path.resolve(Whiteout.OPAQUE));
    }
    for (var child : children(directory).entrySet()) {
      var name = child.getValue().name();
      var stat = directory.stat(name).orElseThrow();
      if (stat.isWhiteout()) {
        marker(path.resolve(new RawPath(child.getKey())));
      } else {
        entry(directory, name, path.resolve(name), clamp(directory, name, stat));
      }
    }
  }

  /** By the name that the tar will have. */
  private static SortedMap<String, DirectoryEntry> children(Directory directory) {
    var children = new TreeMap<String, DirectoryEntry>();
    for (DirectoryEntry entry : directory.list()) {
      String name = entry.name().bytes();
      boolean device =
          entry.kind() == FileKind.CHARACTER_DEVICE || entry.kind() == FileKind.UNKNOWN;
      boolean whiteout =
          device && directory.stat(entry.name()).filter(FileStat::isWhiteout).isPresent();
      if (!whiteout && name.startsWith(Whiteout.PREFIX)) {
        throw new ArchiveException(
            "\"" + entry.name() + "\" can't be in a layer: names with .wh. delete");
      }
      children.put(whiteout ? Whiteout.PREFIX + name : name, entry);
    }
    return children;
  }

  private void marker(RawPath name) throws IOException {
    header.write(TarHeader.FILE, name, RawPath.EMPTY, MARKER, 0, Map.of());
  }

  private FileStat clamp(Directory directory, RawPath name, FileStat stat) {
    if (stat.modifiedSeconds() < latest
        || (stat.modifiedSeconds() == latest && stat.modifiedNanos() == 0)) {
      return stat;
    }
    directory.setModified(name, latest, 0);
    return stat.withModified(latest);
  }

  private void entry(Directory parent, RawPath name, RawPath path, FileStat stat)
      throws IOException {
    var xattrs = xattrs(parent, name, stat);
    switch (stat.kind()) {
      case DIRECTORY -> directory(parent, name, path, stat, xattrs);
      case REGULAR -> file(parent, name, path, stat, xattrs);
      case SYMLINK -> header.write(TarHeader.SYMLINK, path, parent.readLink(name), stat, 0, xattrs);
      case CHARACTER_DEVICE -> node(TarHeader.CHARACTER_DEVICE, path, stat, xattrs);
      case BLOCK_DEVICE -> node(TarHeader.BLOCK_DEVICE, path, stat, xattrs);
      case FIFO -> node(TarHeader.FIFO, path, stat, xattrs);
      case SOCKET, UNKNOWN -> {}
    }
  }

  private void directory(
      Directory parent, RawPath name, RawPath path, FileStat stat, Map<String, byte[]> xattrs)
      throws IOException {
    var slashed = new RawPath(path.bytes() + "/");
    header.write(TarHeader.DIRECTORY, slashed, RawPath.EMPTY, stat, 0, xattrs);
    try (var directory = parent.directory(name)) {
      entries(directory, path);
    }
  }

  private void file(
      Directory parent, RawPath name, RawPath path, FileStat stat, Map<String, byte[]> xattrs)
      throws IOException {
    if (stat.links() > 1) {
      var first = linked.putIfAbsent(new FileId(stat.device(), stat.inode()), path);
      if (first != null) {
        header.write(TarHeader.HARD_LINK, path, first, stat, 0, Map.of());
        return;
      }
    }
    header.write(TarHeader.FILE, path, RawPath.EMPTY, stat, stat.size(), xattrs);
    if (stat.size() > 0) {
      try (var input = new FileInput(parent.open(name))) {
        contents(input, path, stat.size());
      }
    }
    header.pad(stat.size());
    bytes += stat.size();
  }

  private void contents(FileInput input, RawPath path, long size) throws IOException {
    long left = size;
    while (left > 0) {
      int count = input.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new EOFException("\"" + path + "\" became shorter while it was read");
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }

  private void node(char type, RawPath path, FileStat stat, Map<String, byte[]> xattrs)
      throws IOException {
    header.write(type, path, RawPath.EMPTY, stat, 0, xattrs);
  }

  private static boolean isOpaque(Directory directory) {
    byte[] value = Xattrs.all(directory, RawPath.EMPTY).get(OverlayAttributes.OPAQUE);
    return value != null && Arrays.equals(value, Whiteout.YES);
  }

  private static Map<String, byte[]> xattrs(Directory parent, RawPath name, FileStat stat) {
    var xattrs = Xattrs.all(parent, name);
    if (xattrs.isEmpty()) {
      return xattrs;
    }
    var own = new TreeMap<>(xattrs);
    for (var steering : List.of(OverlayAttributes.REDIRECT, OverlayAttributes.METACOPY)) {
      if (own.containsKey(steering)) {
        throw new ArchiveException(
            stat.kind() + " \"" + name + "\" depends on lower layers (" + steering + ")");
      }
    }
    own.keySet().removeIf(OverlayAttributes::is);
    return own;
  }

  private record FileId(long device, long inode) {}
}
