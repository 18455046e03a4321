package dev.jstack.runtime.build.source;

import dev.jstack.runtime.image.Digest;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.FileKind;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The digest of what a COPY would take: names, kinds, modes, owners, links and contents, but no
 * times.
 */
public final class ContentHash implements TreeWalk.Visitor {
  private final SourceTree tree;
  private final SourceContents contents;
  private final @Nullable FileList list;
  private RawPath place = RawPath.EMPTY;
  private final KeyHash hash = new KeyHash("content");

  private ContentHash(SourceTree tree, SourceContents contents, @Nullable FileList list) {
    this.list = list;
    this.tree = tree;
    this.contents = contents;
  }

  public static Digest of(
      SourceTree tree, List<Picked> sources, IgnoreRules excludes, SourceContents contents) {
    var content = of(tree, contents);
    var walk = new TreeWalk(tree, excludes, content);
    for (var source : sources) {
      content.begin(source);
      walk.walk(source);
    }
    return content.digest();
  }

  private static ContentHash of(SourceTree tree, SourceContents contents) {
    return new ContentHash(tree, contents, null);
  }

  /** To be fed by a walk that does something else as well; {@code list} gets what it sees. */
  public static ContentHash listing(SourceTree tree, SourceContents contents, FileList list) {
    return new ContentHash(tree, contents, list);
  }

  /** The name decides where it lands; a directory gives its content only. */
  @Override
  public void begin(Picked source) {
    place = RawPath.of(source.path());
    hash.add("source").add(source.isDirectory() ? "" : source.name()).add(source.keep());
  }

  public Digest digest() {
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
    long seen = stat.kind().format() | stat.permissions();
    boolean attributed = true;
    switch (stat.kind()) {
      case REGULAR -> {
        var facts = contents.facts(directory, name, stat);
        hash.add(stat.size()).add(facts.digest());
        seen = 31 * seen + Long.parseUnsignedLong(facts.digest().hex(), 0, 16, 16);
        attributed = facts.attributed();
      }
      case SYMLINK -> {
        var target = directory.readLink(name).bytes();
        hash.add(target);
        seen = 31 * seen + target.hashCode();
      }
      case CHARACTER_DEVICE, BLOCK_DEVICE -> hash.add(stat.nodeDevice());
      case DIRECTORY, FIFO, SOCKET, UNKNOWN -> {}
    }
    if (attributed) {
      seen = 31 * seen + addAttributes(directory, name);
    }
    if (list != null) {
      list.add(place.resolve(path), seen);
    }
  }

  private long addAttributes(Directory directory, RawPath name) {
    long seen = 0;
    for (var attribute : FileAttributes.of(directory, name).entrySet()) {
      hash.add(attribute.getKey()).add(attribute.getValue());
      seen = 31 * seen + Objects.hash(attribute.getKey(), Arrays.hashCode(attribute.getValue()));
    }
    return seen;
  }
}
