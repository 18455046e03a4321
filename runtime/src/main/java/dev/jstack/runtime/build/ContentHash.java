package dev.jstack.runtime.build;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.util.List;

/**
 * The digest of what a COPY would take: names, kinds, modes, owners, links and contents, but no
 * times.
 */
final class ContentHash implements TreeWalk.Visitor {
  private final SourceTree tree;
  private final FileDigests digests;
  private final KeyHash hash = new KeyHash("content");

  private ContentHash(SourceTree tree, FileDigests digests) {
    this.tree = tree;
    this.digests = digests;
  }

  static Digest of(
      SourceTree tree, List<Picked> sources, IgnoreRules excludes, FileDigests digests) {
    var content = new ContentHash(tree, digests);
    var walk = new TreeWalk(tree, excludes, content);
    for (var source : sources) {
      // The name decides where it lands; a directory gives its content only.
      content.hash.add("source").add(source.isDirectory() ? "" : source.name()).add(source.keep());
      walk.walk(source);
    }
    return content.hash.digest();
  }

  @Override
  public void visit(Directory directory, RawPath name, RawPath path, FileStat stat) {
    if (stat.kind() == FileKind.SOCKET) {
      return;
    }
    hash.add(path.bytes()).add(stat.kind().format() | stat.permissions());
    if (!tree.foreign()) {
      hash.add(stat.uid()).add(stat.gid());
      addAttributes(directory, name);
    }
    switch (stat.kind()) {
      case REGULAR -> hash.add(stat.size()).add(digests.of(directory, name, stat));
      case SYMLINK -> hash.add(directory.readLink(name).bytes());
      case CHARACTER_DEVICE, BLOCK_DEVICE -> hash.add(stat.nodeDevice());
      case DIRECTORY, FIFO, SOCKET, UNKNOWN -> {}
    }
  }

  private void addAttributes(Directory directory, RawPath name) {
    Xattrs.all(directory, name).forEach((key, value) -> hash.add(key).add(value));
  }
}
