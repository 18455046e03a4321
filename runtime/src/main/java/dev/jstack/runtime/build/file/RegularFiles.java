package dev.jstack.runtime.build.file;

import dev.jstack.runtime.build.source.ChangedException;
import dev.jstack.runtime.build.source.FileAttributes;
import dev.jstack.runtime.build.source.SourceContents;
import dev.jstack.runtime.linux.Attributes;
import dev.jstack.runtime.linux.Directory;
import dev.jstack.runtime.linux.Fd;
import dev.jstack.runtime.linux.FileCopy;
import dev.jstack.runtime.linux.FileInput;
import dev.jstack.runtime.linux.FileOutput;
import dev.jstack.runtime.linux.FileStat;
import dev.jstack.runtime.linux.RawPath;
import dev.jstack.runtime.linux.Xattrs;
import java.util.Map;

/** Copies regular files: small ones through memory, large ones inside the kernel. */
public final class RegularFiles {
  private static final int SPECIAL = 07000;

  private final FileMaker maker;
  private final SourceContents contents;
  private final boolean stable;

  /** {@code stable}: nobody can change the sources while they are copied. */
  public RegularFiles(FileMaker maker, SourceContents contents, boolean stable) {
    this.maker = maker;
    this.contents = contents;
    this.stable = stable;
  }

  /** A file to make. */
  private record Making(
      Place parent,
      Directory directory,
      RawPath name,
      FileStat stat,
      Map<String, byte[]> attributes) {
    RawPath path() {
      return parent.path().resolve(name);
    }
  }

  void put(Directory from, RawPath name, Place parent, RawPath as, FileStat stat, CopyStyle style) {
    var made = style.made(stat);
    var making = new Making(parent, parent.upper(), as, made, attributes(from, name, stat));
    if (stat.size() <= SourceContents.SMALL) {
      small(from, name, stat, making);
    } else if (stable || contents.isKnown(stat)) {
      large(from, name, stat, making);
    } else {
      hashed(from, name, stat, making);
    }
  }

  /** For most files it is known that there are none. */
  private Map<String, byte[]> attributes(Directory from, RawPath name, FileStat stat) {
    boolean none = !stable && !contents.facts(from, name, stat).attributed();
    return none ? Map.of() : FileAttributes.of(from, name);
  }

  private void small(Directory from, RawPath name, FileStat stat, Making making) {
    var bytes =
        stable ? contents.small(from, name, stat) : contents.smallAndHashed(from, name, stat);
    boolean inheriting = making.parent.isInheriting();
    maker.add(() -> {
      try (var file = create(making)) {
        if (bytes.length > 0) {
          new FileOutput(file).write(bytes, 0, bytes.length);
        }
        finish(file, making, inheriting);
      }
    });
    maker.record(tar -> tar.file(making.path(), making.stat, bytes, making.attributes));
  }

  /** The kernel copies while the tar is hashed. */
  private void large(Directory from, RawPath name, FileStat stat, Making making) {
    boolean inheriting = making.parent.isInheriting();
    try (var source = from.open(name);
        var second = new FileInput(from.open(name))) {
      maker.add(() -> {
        try (var file = create(making)) {
          FileCopy.copy(source, file, stat.size());
          finish(file, making, inheriting);
        }
      });
      maker.record(tar -> tar.file(making.path(), making.stat, second, making.attributes));
      maker.drain();
      if (!stable && !Attributes.stat(source).isUnchanged(stat)) {
        throw new ChangedException();
      }
    }
  }

  private void hashed(Directory from, RawPath name, FileStat stat, Making making) {
    maker.drain();
    try (var file = create(making)) {
      contents.copyHashed(from, name, file, stat);
      finish(file, making, making.parent.isInheriting());
    }
    try (var copy = new FileInput(making.directory.open(making.name))) {
      if (Attributes.stat(copy.fd()).size() != stat.size()) {
        throw new ChangedException();
      }
      maker.record(tar -> tar.file(making.path(), making.stat, copy, making.attributes));
    }
  }

  private Fd create(Making making) {
    return making.directory.create(making.name, making.stat.permissions() & 0777);
  }

  /** In this order: a new owner clears setuid bits, and writing clears capabilities. */
  private void finish(Fd file, Making making, boolean inheriting) {
    var stat = making.stat;
    if (stat.uid() != 0 || stat.gid() != 0 || inheriting) {
      Attributes.setOwner(file, stat.uid(), stat.gid());
    }
    if ((stat.permissions() & (maker.umask() | SPECIAL)) != 0) {
      Attributes.setPermissions(file, stat.permissions());
    }
    making.attributes.forEach(
        (key, value) -> Xattrs.set(making.directory, making.name, key, value));
    Attributes.setModified(file, stat.modifiedSeconds(), stat.modifiedNanos());
  }
}
