package dev.jstack.runtime.build;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import java.util.List;

/**
 * The digest of what a COPY would take: names, kinds, modes, owners, links and contents, but no
 * times.
 */
final class ContentHash implements TreeWalk.Visitor {
  private final SourceTree tree;
  private final SourceContents contents;
  private final KeyHash hash = new KeyHash("content");

  private ContentHash(SourceTree tree, SourceContents contents) {
    this.tree = tree;
    this.contents = contents;
  }

  static Digest of(
      SourceTree tree, List<Picked> sources, IgnoreRules excludes, SourceContents contents) {
    var content = of(tree, contents);
    var walk = new TreeWalk(tree, excludes, content);
    for (var source : sources) {
      content.begin(source);
      walk.walk(source);
    }
    return content.digest();
  }

  /** To be fed by a walk that does something else as well. */
  static ContentHash of(SourceTree tree, SourceContents contents) {
    return new ContentHash(tree, contents);
  }

  /** The name decides where it lands; a directory gives its content only. */
  @Override
  public void begin(Picked source) {
    hash.add("source").add(source.isDirectory() ? "" : source.name()).add(source.keep());
  }

  Digest digest() {
    return hash.digest();
  }

  @Override
  public void visit(Directory directory, RawPath name, RawPath path, FileStat stat) {
    if (stat.kind() == FileKind.SOCKET) {
      return;
    }
    hash.add(path.bytes()).add(stat.kind().format() | stat.permissions());
    if (!tree.foreign()) {
      hash.add(stat.uid()).add(stat.gid());
    }
    boolean attributed = true;
    switch (stat.kind()) {
      case REGULAR -> {
        var facts = contents.facts(directory, name, stat);
        hash.add(stat.size()).add(facts.digest());
        attributed = facts.attributed();
      }
      case SYMLINK -> hash.add(directory.readLink(name).bytes());
      case CHARACTER_DEVICE, BLOCK_DEVICE -> hash.add(stat.nodeDevice());
      case DIRECTORY, FIFO, SOCKET, UNKNOWN -> {}
    }
    if (attributed) {
      FileAttributes.of(directory, name).forEach((key, value) -> hash.add(key).add(value));
    }
  }
}
