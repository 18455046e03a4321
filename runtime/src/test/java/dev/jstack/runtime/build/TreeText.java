package dev.jstack.runtime.build;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that can be seen of the files below a directory, as text by path. */
final class TreeText {
  private final SortedMap<String, String> lines = new TreeMap<>();
  private final Map<Long, String> first = new HashMap<>();
  private final boolean times;

  private TreeText(boolean times) {
    this.times = times;
  }

  static SortedMap<String, String> of(Path place, boolean times) {
    var text = new TreeText(times);
    try (var root = Directory.open(place)) {
      text.add(root, RawPath.EMPTY);
    }
    return text.lines;
  }

  private void add(Directory directory, RawPath path) {
    for (var entry :
        directory.list().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList()) {
      var stat = directory.stat(entry.name()).orElseThrow();
      var below = path.resolve(entry.name());
      lines.put(below.bytes(), text(directory, entry.name(), below, stat));
      if (stat.isDirectory()) {
        try (var next = directory.directory(entry.name())) {
          add(next, below);
        }
      }
    }
  }

  private String text(Directory directory, RawPath name, RawPath path, FileStat stat) {
    var text = new StringBuilder(stat.kind() + " " + Integer.toOctalString(stat.permissions()));
    text.append(' ').append(stat.uid()).append(':').append(stat.gid());
    if (times) {
      text.append(" @").append(stat.modifiedSeconds());
    }
    switch (stat.kind()) {
      case REGULAR -> text.append(' ').append(contents(directory, name, stat));
      case SYMLINK -> text.append(" → ").append(directory.readLink(name));
      case CHARACTER_DEVICE, BLOCK_DEVICE -> text.append(' ').append(stat.nodeDevice());
      default -> {}
    }
    if (!stat.isDirectory() && stat.links() > 1) {
      text.append(" = ").append(first.computeIfAbsent(stat.inode(), _ -> path.bytes()));
    }
    Xattrs.all(directory, name)
        .forEach((key, value) ->
            text.append(' ').append(key).append('=').append(HexFormat.of().formatHex(value)));
    return text.toString();
  }

  private static String contents(Directory directory, RawPath name, FileStat stat) {
    try (var input = new FileInput(directory.open(name))) {
      var sha256 = Digest.sha256();
      var buffer = new byte[1 << 16];
      for (int count = input.read(buffer, 0, buffer.length); count > 0; ) {
        sha256.update(buffer, 0, count);
        count = input.read(buffer, 0, buffer.length);
      }
      return stat.size() + " " + Digest.of(sha256).shortHex();
    }
  }
}
